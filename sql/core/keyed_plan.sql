/*---
table: keyed_plan
schema: temp
title: Child protection and child in need plans as delivered, with the key that the same plan has on every night
after: [child_of]
---*/
with plan as (
    select
        'child_protection' as kind,
        cppl_cp_plan_id as source_id,
        cppl_person_id as person_id,
        cppl_cp_plan_start_date as started_on,
        cppl_cp_plan_end_date as ended_on,
        cppl_cp_plan_initial_category as initial_category,
        cppl_cp_plan_latest_category as latest_category,
        coalesce(cppl_cp_plan_ola = 'Y', false) as is_other_authority,
        cast(null as text) as team_code,
        cast(null as text) as worker_code
    from ssd_cp_plans
    union all
    select
        'child_in_need',
        cinp_cin_plan_id,
        cinp_person_id,
        cinp_cin_plan_start_date,
        cinp_cin_plan_end_date,
        null,
        null,
        false,
        cinp_cin_plan_team,
        cinp_cin_plan_worker_id
    from ssd_cin_plans
)

select
    plan.*,
    child_of.child_key,
    surrogate(concat_ws('|', 'plan', plan.kind, child_of.child_key, plan.started_on, row_number() over same_day))
        as plan_key
from plan
inner join child_of on plan.person_id = child_of.local_id
window same_day as (
    partition by plan.kind, child_of.child_key, plan.started_on
    order by
        plan.ended_on nulls last, plan.initial_category nulls last, plan.latest_category nulls last,
        plan.is_other_authority, plan.source_id, plan
)
