/*---
view: measure_breakdown
title: Every figure of the authority by sex, age, ethnicity and the measure's own category
columns:
  breakdown: sex, age_band, ethnicity or category
  member: who or what within the breakdown; unknown is a member
  period: month, financial_year, last_12_months, last_36_months or as_at
  value: percentage with one decimal, or the figure in the measure's own unit; empty when there is nothing to divide by
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
    figure.breakdown,
    figure.member,
    figure.band,
    figure.numerator,
    figure.denominator,
    figure.value,
    reporting.measure_key(figure.measure) as measure_key,
    reporting.date_key(figure.period_start) as period_start_key,
    reporting.date_key(figure.period_end) as period_end_key
from mart.measure_breakdown as figure
left join mart.definition
    on figure.authority = definition.authority and figure.measure = definition.measure
