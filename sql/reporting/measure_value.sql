/*---
view: measure_value
title: Every figure by month, financial year and last 12 months, for the authority, its localities, teams and managers
columns:
  period: month, financial_year, last_12_months, last_36_months or as_at
  level: authority, locality, team, group_manager or assistant_director
  post: the manager's post at the two levels of managers; empty at the others
  value: percentage with one decimal, or the figure in the measure's own unit; empty when there is nothing to divide by
  version: version of the definition, as in dim_measure
  period_end_key: the active date, as in dim_date
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
    coalesce(figure.locality_key, -2) as locality_key,
    locality.locality_name,
    coalesce(figure.team_key, -2) as team_key,
    team.team_name,
    figure.band,
    figure.numerator,
    figure.denominator,
    figure.value,
    figure.post,
    reporting.measure_key(figure.measure) as measure_key,
    reporting.date_key(figure.period_start) as period_start_key,
    reporting.date_key(figure.period_end) as period_end_key
from mart.measure_value as figure
left join mart.definition
    on figure.authority = definition.authority and figure.measure = definition.measure
left join core.dim_locality as locality
    on figure.authority = locality.authority and figure.locality_key = locality.locality_key
left join core.dim_team as team
    on figure.authority = team.authority and figure.team_key = team.team_key
