/*---
view: open_clock
title: Every clock that is still running, who has it now, when it falls due and whether it will be late
columns:
  ledger_key: the row in clock_ledger
  team_key: the team that has it now, or the one named in the record
  worker_key: the worker who has it now, or the one named in the record; without a name, as in dim_worker
  working_days_run: working days from the start to the as-at date
  working_days_left: working days from the as-at date to the due date; below 0 when overdue
  band: overdue, due_in_5, due_in_10, due_in_20 or later, in working days
  is_at_risk: 80 % of the time is used (setting at_risk_percent), and it is not overdue
  is_day_four: a section 47 enquiry on its fourth working day without a decision
  is_late_by_month_end: late by month_end if nothing happens
  month_end: the end of the month that the day after the as-at date lies in
  due_on_key: the active date, as in dim_date
---*/
select
    running.authority,
    running.measure,
    definition.title as measure_title,
    running.ledger_key,
    running.subject_key,
    coalesce(running.child_key, 'not applicable') as child_key,
    running.locality_key,
    locality.locality_name,
    running.team_key,
    team.team_name,
    running.worker_key,
    running.starts_on,
    running.due_on,
    running.limit_value,
    running.limit_unit,
    running.elapsed,
    running.state,
    running.working_days_run,
    running.working_days_left,
    running.band,
    running.is_at_risk,
    running.is_day_four,
    running.is_late_by_month_end,
    running.month_end,
    reporting.measure_key(running.measure) as measure_key,
    reporting.child_no(running.child_key) as child_no,
    running.team_place_key,
    reporting.date_key(running.due_on) as due_on_key,
    reporting.date_key(running.starts_on) as starts_on_key
from mart.open_clock as running
left join mart.definition
    on running.authority = definition.authority and running.measure = definition.measure
left join core.dim_locality as locality
    on running.authority = locality.authority and running.locality_key = locality.locality_key
left join core.dim_team as team
    on running.authority = team.authority and running.team_key = team.team_key
