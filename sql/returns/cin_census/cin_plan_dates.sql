/*---
table: cin_plan_dates
title: Child in need plans
source: Open on any day of the period, of a referral of the return.
from: [ssd_cin_episodes, ssd_cin_plans]
columns:
  child: ssd_cin_episodes.cine_person_id
  episode: ssd_cin_plans.cinp_referral_id
  la_child_id: ssd_cin_episodes.cine_person_id
  cin_plan_start_date: ssd_cin_plans.cinp_cin_plan_start_date
  cin_plan_end_date: ssd_cin_plans.cinp_cin_plan_end_date
---*/
select
    child,
    episode,
    person_id as la_child_id,
    started_on as cin_plan_start_date,
    ended_on as cin_plan_end_date,
    row_number() over (order by episode, started_on nulls last, ended_on nulls last) as record,
    delivered_record as record_of_ssd_cin_plans
from returned_need_plan
where episode is not null
