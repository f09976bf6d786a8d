/*---
clock: cp_visit_interval_compliance
title: Child protection visits made in time, each measured from the visit before it
domain: child_protection
limit: 10
unit: working_days
counted_on: stops_on
open_rows: late_when_overdue
after_end: late
place_at: stops_on
standard: local
better: high
counted: Gaps between visits that saw the child, the first one from the start of the plan, within the local limit
among: Gaps that a visit closed in the period, and gaps that ran out in it without a visit
left_out: A gap that the end of the plan cut short in time; children not born yet; another authority's plans
beware: A child seen this week after eight weeks unseen is late here, and in time in the figures at a date
needs: [ssd_cp_plans, ssd_cp_visits]
version: 1
effective_from: 2013-04-01
source: Local standard; the limit is the setting cp_visit_working_days
---*/
select
    gap.plan_key as subject_key,
    gap.child_key,
    -- A visit before the plan is not the beginning of a gap under it.
    greatest(gap.begins_on, gap.started_on) as starts_on,
    gap.next_on as stops_on,
    gap.ended_on,
    gap.born_under_plan_on as applies_from,
    coalesce(plan_setting.cp_visit_working_days, 10) as limit_value,
    gap.excluded_because
from plan_visit_gap as gap
cross join plan_setting
where
    gap.kind = 'child_protection'
    and coalesce(gap.next_on > gap.started_on, true)
