/*---
view: clock_ledger
title: Every time that a statutory clock ran, when it started, stopped and fell due, and how it stands
columns:
  measure: id of the clock, as in dim_measure
  subject_key: key of the assessment, conference, plan or other thing that the clock ran for
  elapsed: time from start to stop, or to the as-at date while open, in elapsed_unit
  state: in_time, late, open_in_time, open_overdue, not_due, excluded, invalid or not_measurable
  excluded_because: why the row is left out of the figures; empty when it is not
---*/
select
    ledger.authority,
    ledger.measure,
    ledger.ledger_key,
    ledger.subject_key,
    ledger.child_key,
    ledger.locality_key,
    locality.locality_name,
    ledger.team_key,
    team.team_name,
    ledger.worker_key,
    ledger.starts_on,
    ledger.stops_on,
    ledger.ended_on,
    ledger.limit_value,
    ledger.limit_unit,
    ledger.elapsed,
    ledger.elapsed_unit,
    ledger.due_on,
    ledger.state,
    ledger.excluded_because
from mart.clock_ledger as ledger
left join core.dim_locality as locality
    on ledger.authority = locality.authority and ledger.locality_key = locality.locality_key
left join core.dim_team as team
    on ledger.authority = team.authority and ledger.team_key = team.team_key
