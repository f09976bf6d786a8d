/*---
rule: cp_review_before_plan
return: local
title: A child protection review was held before its plan began
severity: error
table: ssd_cp_reviews
columns: [cppr_cp_plan_id, cppr_cp_review_date]
fix: Correct the date of the review or of the plan, or link the review to the right plan.
source: Caseclock, local rule
---*/
select v.cppr_person_id as child_id, v.record
from ssd_cp_reviews as v
where v.cppr_cp_review_date is not null
    and exists (
        select 1 from ssd_cp_plans as p
        where p.cppl_cp_plan_id = v.cppr_cp_plan_id
            and p.cppl_person_id = v.cppr_person_id
            and v.cppr_cp_review_date < p.cppl_cp_plan_start_date
    )
