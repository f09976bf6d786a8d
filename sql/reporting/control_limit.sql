/*---
view: control_limit
title: The months of a figure with their natural limits, and which of them are signal and which noise
columns:
  level: authority or locality
  numerator: what the figure is made of, to stand beside every percentage
  points: whole months in the series; under 12 there are no limits and no rows here
  is_provisional: whether the limits rest on 12 to 19 months
  lower_limit: the mean less 2.66 times the average moving range; may lie below 0
  signal: why the month is more than noise; empty when it is not
  state: common cause, improvement, concern, or change where neither is better
  assurance: whether the target lies outside the limits, so that it is consistently passed or failed
  month_key: the active date, as in dim_date
---*/
select
    limits.authority,
    limits.measure,
    definition.title as measure_title,
    limits.level,
    limits.locality_key,
    locality.locality_name,
    limits.band,
    limits.month,
    limits.numerator,
    limits.denominator,
    limits.value,
    limits.points,
    limits.is_provisional,
    limits.mean,
    limits.lower_limit,
    limits.upper_limit,
    limits.signal,
    limits.state,
    limits.assurance,
    reporting.measure_key(limits.measure) as measure_key,
    reporting.date_key(limits.month) as month_key
from mart.control_limit as limits
left join mart.definition
    on limits.authority = definition.authority and limits.measure = definition.measure
left join core.dim_locality as locality
    on limits.authority = locality.authority and limits.locality_key = locality.locality_key
