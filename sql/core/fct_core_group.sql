/*---
table: fct_core_group
title: Core groups, each with the child protection plan it belongs to
after: [keyed_plan, child_of]
source: >
    The plan that the feed names; where it names none, the child's latest plan that had begun by that day and had
    not ended before it.
---*/
with meeting as (
    select
        child_of.child_key,
        ext_core_group.excg_id as source_id,
        ext_core_group.excg_held_on as held_on,
        arg_max(
            plan.plan_key,
            (plan.source_id is not distinct from ext_core_group.excg_cp_plan_id, plan.started_on, plan.plan_key)
        ) as plan_key
    from ext_core_group
    inner join child_of on ext_core_group.excg_person_id = child_of.local_id
    left join keyed_plan as plan
        on plan.kind = 'child_protection'
        and child_of.child_key = plan.child_key
        and (
            plan.source_id = ext_core_group.excg_cp_plan_id
            or (
                ext_core_group.excg_cp_plan_id is null
                and ext_core_group.excg_held_on >= plan.started_on
                and ext_core_group.excg_held_on <= coalesce(plan.ended_on, date '9999-12-31')
            )
        )
    group by child_of.child_key, ext_core_group.excg_id, ext_core_group.excg_held_on
)

select
    surrogate(
        concat_ws(
            '|', 'core_group', child_key, coalesce(cast(plan_key as text), 'no plan'),
            coalesce(cast(held_on as text), 'not held'),
            row_number() over (partition by child_key, plan_key, held_on order by source_id)
        )
    ) as core_group_key,
    plan_key,
    child_key,
    held_on
from meeting
