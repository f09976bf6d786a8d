/*---
table: fct_education_plan
title: Personal education plans of children in care and their reviews
after: [child_of]
---*/
select
    surrogate(
        concat_ws(
            '|', 'education_plan', child_of.child_key, coalesce(cast(exep_started_on as text), 'not started'),
            coalesce(cast(exep_reviewed_on as text), 'not reviewed'),
            row_number() over (
                partition by child_of.child_key, exep_started_on, exep_reviewed_on order by exep_id
            )
        )
    ) as education_plan_key,
    child_of.child_key,
    exep_started_on as started_on,
    exep_reviewed_on as reviewed_on
from ext_education_plan
inner join child_of on ext_education_plan.exep_person_id = child_of.local_id
