/*---
table: fct_review
title: Reviews of child protection plans and of children looked after
after: [keyed_plan, keyed_care_period]
---*/
with review as (
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
