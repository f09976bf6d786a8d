/*---
measure: cpp_allocated_sw
title: Children on a child protection plan with an allocated social worker
domain: child_protection
kind: proportion
counted_on: as_at
standard: local
better: high
counted: Open plans whose child had a qualified social worker on the date
among: Plans open on the date
left_out: Another authority's plans; all, where the delivery has neither the feed nor any registration number
beware: Duty, a manager who holds what nobody else does, and a reviewing officer are no allocation
needs: [ssd_cp_plans, ssd_involvements, ssd_professionals]
version: 1
effective_from: 2013-04-01
source: Local target of 100 per cent; the allocation feed where it is supplied, else workers with a registration number
---*/
with allocated as (
    select distinct
        qualified_spell.child_key,
        snapshot.taken_on
    from qualified_spell
    inner join snapshot
        on qualified_spell.held_from <= snapshot.taken_on and qualified_spell.held_until > snapshot.taken_on
),

known as (
    select
        (select count(prof_social_worker_registration_no) from ssd_professionals) > 0
        or exists (select 1 from ext_allocation) as is_recorded
)

select
    plan.plan_key as subject_key,
    plan.child_key,
    snapshot.taken_on as counted_on,
    allocated.child_key is not null as in_numerator,
    true as in_denominator,
    case
        when plan.is_other_authority then 'the plan of another authority'
        when not known.is_recorded then 'no registration numbers were delivered'
    end as excluded_because
from fct_plan as plan
cross join known
inner join snapshot
    on plan.started_on <= snapshot.taken_on
    and coalesce(plan.ended_on, date '9999-12-31') > snapshot.taken_on
left join allocated on plan.child_key = allocated.child_key and snapshot.taken_on = allocated.taken_on
where plan.kind = 'child_protection'
