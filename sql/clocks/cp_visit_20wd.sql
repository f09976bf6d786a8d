/*---
clock: cp_visit_20wd
title: Children on a child protection plan who were seen in the last 20 working days
domain: child_protection
limit: 20
unit: working_days
counted_on: as_at
open_rows: judged
open_states: [in_time, late]
awaiting_state: not_due
after_end: late
place_at: as_at
standard: local
better: high
counted: Children whose last visit at which they were seen is no more than 20 working days ago
among: Open plans of children who were seen at least once, and those older than the limit whose child was never seen
left_out: Children not born yet, another authority's plans, and new plans whose first visit is not due
beware: 20 working days are more than 4 weeks when a bank holiday falls in them
category: Whether the child was missing at some time since the last visit
needs: [ssd_cp_plans, ssd_cp_visits]
version: 1
effective_from: 2013-04-01
source: Local standard, shown beside the council's own limit
---*/
select
    gap.plan_key as subject_key,
    gap.child_key,
    gap.begins_on as starts_on,
    gap.next_on as stops_on,
    gap.ended_on,
    gap.is_first as awaits_first,
    gap.started_on as counts_from,
    gap.born_under_plan_on as applies_from,
    gap.excluded_because,
    case when gap.was_missing then 'missing at some time' else 'not missing' end as category
from plan_visit_gap as gap
where
    gap.kind = 'child_protection'
    -- What was over before the first date that is shown can be in no figure.
    and coalesce(gap.next_on, gap.ended_on, date '9999-12-31') > (select min(snapshot.taken_on) from snapshot)
