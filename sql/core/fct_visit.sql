/*---
table: fct_visit
title: Statutory visits under a child protection plan, to children looked after, and to children in need
after: [keyed_plan, keyed_care_period, child_of]
---*/
with visit as (
    select
        'child_protection' as kind,
        plan.plan_key,
        cast(null as bigint) as care_period_key,
        plan.child_key,
        cppv_cp_visit_date as visited_on,
        cppv_cp_visit_seen as seen,
        cppv_cp_visit_seen_alone as alone
    from ssd_cp_visits
    inner join keyed_plan as plan
        on plan.kind = 'child_protection'
        and ssd_cp_visits.cppv_cp_plan_id = plan.source_id
        and coalesce(ssd_cp_visits.cppv_person_id, plan.person_id) = plan.person_id
    union all
    select
        'looked_after',
        null,
        period.care_period_key,
        period.child_key,
        clav_cla_visit_date,
        clav_cla_visit_seen,
        clav_cla_visit_seen_alone
    from ssd_cla_visits
    inner join keyed_care_period as period
        on ssd_cla_visits.clav_cla_id = period.source_id
        and coalesce(ssd_cla_visits.clav_person_id, period.person_id) = period.person_id
    union all
    -- Some systems deliver every visit note here too, so the three kinds are never added up.
    select
        'child_in_need',
        null,
        null,
        child_of.child_key,
        cinv_cin_visit_date,
        cinv_cin_visit_seen,
        cinv_cin_visit_seen_alone
    from ssd_cin_visits
    inner join child_of on ssd_cin_visits.cinv_person_id = child_of.local_id
)

select
    surrogate(
        concat_ws(
            '|', 'visit', kind, child_key, coalesce(plan_key, care_period_key), visited_on,
            row_number() over (
                partition by kind, child_key, plan_key, care_period_key, visited_on
                order by seen nulls last, alone nulls last
            )
        )
    ) as visit_key,
    kind,
    plan_key,
    care_period_key,
    child_key,
    visited_on,
    case seen when 'Y' then true when 'N' then false end as child_seen,
    case alone when 'Y' then true when 'N' then false end as seen_alone
from visit
