/*---
rule: cp_visit_after_plan_ended
return: local
title: A visit is recorded under a child protection plan that had already ended
severity: query
table: ssd_cp_visits
columns: [cppv_cp_plan_id, cppv_cp_visit_date]
fix: Record the visit as another kind, or correct the end of the plan.
source: Caseclock, local rule
---*/
select v.cppv_person_id as child_id, v.record
from ssd_cp_visits as v
where v.cppv_cp_visit_date is not null
    and exists (
        select 1 from ssd_cp_plans as p
        where p.cppl_cp_plan_id = v.cppv_cp_plan_id
            and p.cppl_person_id = v.cppv_person_id
            and v.cppv_cp_visit_date > p.cppl_cp_plan_end_date
    )
