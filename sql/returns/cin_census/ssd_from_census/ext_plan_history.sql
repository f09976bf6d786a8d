/*---
table: ext_plan_history
title: Earlier child protection plans as recorded with a plan
from: child_protection_plans
columns:
  exph_cp_plan_id:
  exph_person_id: la_child_id
  exph_earlier_plans: number_of_previous_cpp
---*/
select
    cast(plan.record as varchar) as exph_cp_plan_id,
    person_of_child.person_id as exph_person_id,
    plan.number_of_previous_cpp as exph_earlier_plans,
    plan.record
from cin_census.child_protection_plans as plan
inner join cin_census.person_of_child on plan.child = person_of_child.child
where plan.number_of_previous_cpp between 0 and 1000
