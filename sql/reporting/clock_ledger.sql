/*---
view: clock_ledger
title: Every time that a clock ran, when it started, stopped and fell due, and how it stands
columns:
  measure: id of the clock, as in dim_measure
  subject_key: key of the assessment, conference, plan or other thing that the clock ran for
  elapsed: time from start to stop, or to the as-at date while open, in elapsed_unit
  state: in_time, late, open_in_time, open_overdue, not_due, excluded, invalid or not_measurable
  excluded_because: why the row is left out of the figures; empty when it is not
  band: the row's own band, where the clock has bands that are not bands of time
  category: the row in the clock's own breakdown, as a source or a reason
  due_on_key: the active date, as in dim_date
  team_place_key: the locality and managers that the team had then, as in dim_team_place
---*/
select
    ledger.authority,
    ledger.measure,
    ledger.ledger_key,
    ledger.subject_key,
    coalesce(ledger.child_key, 'not applicable') as child_key,
    coalesce(ledger.locality_key, -1) as locality_key,
    locality.locality_name,
    coalesce(ledger.team_key, -1) as team_key,
    team.team_name,
    coalesce(ledger.worker_key, -1) as worker_key,
    ledger.starts_on,
    ledger.stops_on,
    ledger.ended_on,
    ledger.limit_value,
    ledger.limit_unit,
    ledger.elapsed,
    ledger.elapsed_unit,
    ledger.due_on,
    ledger.state,
    ledger.excluded_because,
    ledger.band,
    ledger.category,
    reporting.measure_key(ledger.measure) as measure_key,
    reporting.child_no(ledger.child_key) as child_no,
    coalesce(ledger.team_place_key, -1) as team_place_key,
    reporting.date_key(ledger.due_on) as due_on_key,
    reporting.date_key(ledger.starts_on) as starts_on_key,
    reporting.date_key(ledger.stops_on) as stops_on_key
from mart.clock_ledger as ledger
left join core.dim_locality as locality
    on ledger.authority = locality.authority and ledger.locality_key = locality.locality_key
left join core.dim_team as team
    on ledger.authority = team.authority and ledger.team_key = team.team_key
