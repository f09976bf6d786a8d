/*---
clock: core_group_first_10wd
title: First core group within 10 working days of the conference that made the plan
domain: child_protection
limit: 10
unit: working_days
counted_on: starts_on
open_rows: late_when_overdue
after_end: late
place_at: starts_on
standard: statutory
better: high
counted: Plans whose first core group met no more than 10 working days after the plan began; the same day counts
among: Plans that began in the period and had a core group, or ran past the day on which it was due
left_out: Plans that ended before a core group fell due, or for which none is due yet; another authority's plans
beware: A plan that ended later without any core group stays in and is late, counted to its end
needs: [ssd_cp_plans, ext_core_group]
version: 1
effective_from: 2013-04-01
source: Working Together to Safeguard Children, the first core group within 10 working days of the conference
---*/
with first_met as (
    -- A meeting dated before the plan is taken for the first only where there is no other.
    select
        plan.plan_key,
        coalesce(
            min(fct_core_group.held_on) filter (where fct_core_group.held_on >= plan.started_on),
            min(fct_core_group.held_on)
        ) as held_on
    from fct_plan as plan
    inner join fct_core_group on plan.plan_key = fct_core_group.plan_key
    group by plan.plan_key
)

select
    plan.plan_key as subject_key,
    plan.child_key,
    plan.started_on as starts_on,
    first_met.held_on as stops_on,
    plan.ended_on,
    case when plan.is_other_authority then 'the plan of another authority' end as excluded_because
from fct_plan as plan
left join first_met on plan.plan_key = first_met.plan_key
where plan.kind = 'child_protection'
