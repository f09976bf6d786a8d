/*---
clock: core_group_ongoing
title: Core groups no more than 6 weeks after the one before
domain: child_protection
limit: 42
unit: days
counted_on: stops_on
open_rows: late_when_overdue
after_end: late
place_at: stops_on
standard: local
better: high
counted: Gaps between two core groups of a plan of no more than 42 days
among: Gaps that a core group closed in the period, and gaps that ran out in it without one
left_out: The wait for the first core group, which is another measure; a gap that the plan's end cut short in time
beware: Calendar days; a council whose core groups meet every four weeks sets core_group_days to 28
needs: [ssd_cp_plans, ext_core_group]
version: 1
effective_from: 2013-04-01
source: Regional procedures; the limit is the setting core_group_days
---*/
with met as (
    select distinct
        plan.plan_key,
        plan.child_key,
        plan.ended_on,
        plan.is_other_authority,
        fct_core_group.held_on
    from fct_core_group
    inner join fct_plan as plan on fct_core_group.plan_key = plan.plan_key
    where fct_core_group.held_on >= plan.started_on
)

select
    met.plan_key as subject_key,
    met.child_key,
    met.held_on as starts_on,
    lead(met.held_on) over (partition by met.plan_key order by met.held_on) as stops_on,
    met.ended_on,
    coalesce(plan_setting.core_group_days, 42) as limit_value,
    case when met.is_other_authority then 'the plan of another authority' end as excluded_because
from met
cross join plan_setting
