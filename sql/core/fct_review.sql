/*---
table: fct_review
title: Reviews of child protection plans, of children looked after and of child in need plans
after: [keyed_plan, keyed_care_period]
---*/
with need_review as (
    -- The plan that the feed names; where it names none, the latest that had begun and had not ended by then.
    select
        exci_id,
        exci_held_on,
        plan.child_key,
        arg_max(plan.plan_key, (plan.started_on, plan.plan_key)) as plan_key
    from ext_cin_review
    inner join keyed_plan as plan
        on plan.kind = 'child_in_need'
        and ext_cin_review.exci_person_id = plan.person_id
        and (
            plan.source_id = ext_cin_review.exci_cin_plan_id
            or (
                ext_cin_review.exci_cin_plan_id is null
                and ext_cin_review.exci_held_on >= plan.started_on
                and ext_cin_review.exci_held_on <= coalesce(plan.ended_on, date '9999-12-31')
            )
        )
    group by exci_id, exci_held_on, plan.child_key
),

review as (
    select
        'child_protection' as kind,
        plan.plan_key,
        cast(null as bigint) as care_period_key,
        plan.child_key,
        cppr_cp_review_date as held_on,
        cppr_cp_review_due as due_on,
        false as is_cancelled
    from ssd_cp_reviews
    inner join keyed_plan as plan
        on plan.kind = 'child_protection'
        and ssd_cp_reviews.cppr_cp_plan_id = plan.source_id
        and coalesce(ssd_cp_reviews.cppr_person_id, plan.person_id) = plan.person_id
    union all
    select
        'looked_after',
        null,
        period.care_period_key,
        period.child_key,
        clar_cla_review_date,
        clar_cla_review_due_date,
        coalesce(clar_cla_review_cancelled = 'Y', false)
    from ssd_cla_reviews
    inner join keyed_care_period as period on ssd_cla_reviews.clar_cla_id = period.source_id
    union all
    select
        'child_in_need',
        plan_key,
        null,
        child_key,
        exci_held_on,
        null,
        false
    from need_review
)

select
    surrogate(
        concat_ws(
            '|', 'review', kind, coalesce(plan_key, care_period_key),
            coalesce(cast(held_on as text), 'not held'), coalesce(cast(due_on as text), 'no due date'),
            row_number() over (
                partition by kind, plan_key, care_period_key, held_on, due_on order by is_cancelled
            )
        )
    ) as review_key,
    *
from review
