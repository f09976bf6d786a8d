/*---
table: ssd_cin_plans
title: Child in need plans
from: cin_plan_dates
columns:
  cinp_cin_plan_id:
  cinp_referral_id:
  cinp_person_id: la_child_id
  cinp_cin_plan_start_date: cin_plan_start_date
  cinp_cin_plan_end_date: cin_plan_end_date
---*/
select
    cast(plan_dates.record as varchar) as cinp_cin_plan_id,
    cast(plan_dates.episode as varchar) as cinp_referral_id,
    person_of_child.person_id as cinp_person_id,
    plan_dates.cin_plan_start_date as cinp_cin_plan_start_date,
    plan_dates.cin_plan_end_date as cinp_cin_plan_end_date,
    plan_dates.record
from cin_census.cin_plan_dates as plan_dates
inner join cin_census.person_of_child on plan_dates.child = person_of_child.child
