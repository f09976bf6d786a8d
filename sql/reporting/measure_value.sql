/*---
view: measure_value
title: Every figure by month, financial year and last 12 months, for the authority, its localities and teams
columns:
  period: month, financial_year, last_12_months or as_at
  level: authority, locality or team
  value: percentage with one decimal, or the number itself for counts; empty when there is nothing to divide by
  version: version of the definition, as in dim_measure
---*/
select
    figure.authority,
    figure.measure,
    definition.title as measure_title,
    figure.version,
    figure.period,
    figure.period_start,
    figure.period_end,
    figure.level,
    figure.locality_key,
    locality.locality_name,
    figure.team_key,
    team.team_name,
    figure.band,
    figure.numerator,
    figure.denominator,
    figure.value
from mart.measure_value as figure
left join mart.definition
    on figure.authority = definition.authority and figure.measure = definition.measure
left join core.dim_locality as locality
    on figure.authority = locality.authority and figure.locality_key = locality.locality_key
left join core.dim_team as team
    on figure.authority = team.authority and figure.team_key = team.team_key
