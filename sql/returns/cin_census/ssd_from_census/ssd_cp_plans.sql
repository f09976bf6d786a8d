/*---
table: ssd_cp_plans
title: Child protection plans
from: child_protection_plans
columns:
  cppl_cp_plan_id:
  cppl_referral_id:
  cppl_icpc_id:
  cppl_person_id: la_child_id
  cppl_cp_plan_start_date: cpp_start_date
  cppl_cp_plan_end_date: cpp_end_date
  cppl_cp_plan_initial_category: initial_category_of_abuse
  cppl_cp_plan_latest_category: latest_category_of_abuse
---*/
with conference_of as (
    select
        episode,
        held_on,
        arg_min(conference_id, record) as conference_id
    from cin_census.conference
    where held_on is not null
    group by episode, held_on
)

select
    cast(plan.record as varchar) as cppl_cp_plan_id,
    cast(plan.episode as varchar) as cppl_referral_id,
    conference_of.conference_id as cppl_icpc_id,
    person_of_child.person_id as cppl_person_id,
    plan.cpp_start_date as cppl_cp_plan_start_date,
    plan.cpp_end_date as cppl_cp_plan_end_date,
    plan.initial_category_of_abuse as cppl_cp_plan_initial_category,
    plan.latest_category_of_abuse as cppl_cp_plan_latest_category,
    plan.record
from cin_census.child_protection_plans as plan
inner join cin_census.person_of_child on plan.child = person_of_child.child
left join conference_of on plan.episode = conference_of.episode and plan.cpp_start_date = conference_of.held_on
