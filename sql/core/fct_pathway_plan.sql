/*---
table: fct_pathway_plan
title: Pathway plans and their reviews, from the day the young person was entitled to one
after: [child_of]
---*/
select
    surrogate(
        concat_ws(
            '|', 'pathway_plan', child_of.child_key, coalesce(cast(expw_due_from as text), 'no entitlement'),
            coalesce(cast(expw_plan_on as text), 'no plan'), coalesce(cast(expw_reviewed_on as text), 'no review'),
            row_number() over (
                partition by child_of.child_key, expw_due_from, expw_plan_on, expw_reviewed_on
                order by expw_ended_on nulls last, expw_id
            )
        )
    ) as pathway_plan_key,
    child_of.child_key,
    expw_due_from as due_from,
    expw_plan_on as plan_on,
    expw_reviewed_on as reviewed_on,
    expw_ended_on as ended_on
from ext_pathway_plan
inner join child_of on ext_pathway_plan.expw_person_id = child_of.local_id
