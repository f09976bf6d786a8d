/*---
table: returned_need_plan
title: Child in need plans of the return; those without a referral in it have no episode
source: Open on any day of the period.
after: [returned_referral]
---*/
select
    plan.cinp_person_id as person_id,
    plan.cinp_referral_id as referral_id,
    plan.record as delivered_record,
    plan.cinp_cin_plan_start_date as started_on,
    case when plan.cinp_cin_plan_end_date <= return_period.ends_on then plan.cinp_cin_plan_end_date end as ended_on,
    referral.child,
    referral.episode
from ssd_cin_plans as plan
cross join return_period
left join returned_referral as referral
    on
    plan.cinp_person_id = referral.person_id and plan.cinp_referral_id = referral.referral_id
    and referral.holds_records
where
    coalesce(plan.cinp_cin_plan_start_date <= return_period.ends_on, true)
    and coalesce(plan.cinp_cin_plan_end_date >= return_period.starts_on, true)
