/*---
view: forecast
title: What falls due and what will be late by the month's end if nothing closes, by locality, team and worker
columns:
  level: authority, locality, team or worker
  open_now: clocks that are running
  overdue: those past their limit
  due_in_5: those that fall due within 5 working days and are not overdue
  due_in_10: the same within 10, those of due_in_5 among them
  due_in_20: the same within 20, those of due_in_10 among them
  at_risk: those that have used 80 % of their time (setting at_risk_percent) and are not overdue
  day_four: section 47 enquiries on their fourth working day without a decision
  late_by_month_end: those that are late by month_end if nothing closes, the overdue among them
  month_end_key: the active date, as in dim_date
---*/
select
    ahead.authority,
    ahead.measure,
    definition.title as measure_title,
    ahead.level,
    ahead.locality_key,
    locality.locality_name,
    ahead.team_key,
    team.team_name,
    ahead.worker_key,
    ahead.month_end,
    ahead.open_now,
    ahead.overdue,
    ahead.due_in_5,
    ahead.due_in_10,
    ahead.due_in_20,
    ahead.at_risk,
    ahead.day_four,
    ahead.late_by_month_end,
    reporting.measure_key(ahead.measure) as measure_key,
    reporting.date_key(ahead.month_end) as month_end_key
from mart.forecast as ahead
left join mart.definition
    on ahead.authority = definition.authority and ahead.measure = definition.measure
left join core.dim_locality as locality
    on ahead.authority = locality.authority and ahead.locality_key = locality.locality_key
left join core.dim_team as team
    on ahead.authority = team.authority and ahead.team_key = team.team_key
