/*---
table: ssd_cin_episodes
title: Referrals
from: cin_details
columns:
  cine_referral_id:
  cine_person_id: la_child_id
  cine_referral_date: cin_referral_date
  cine_cin_primary_need_code: primary_need_code
  cine_referral_source_code: referral_source
  cine_referral_nfa: referral_nfa
  cine_close_reason: reason_for_closure
  cine_close_date: cin_closure_date
---*/
select
    cast(cin_details.episode as varchar) as cine_referral_id,
    person_of_child.person_id as cine_person_id,
    cin_details.cin_referral_date as cine_referral_date,
    cin_details.primary_need_code as cine_cin_primary_need_code,
    cin_details.referral_source as cine_referral_source_code,
    cin_details.referral_nfa as cine_referral_nfa,
    cin_details.reason_for_closure as cine_close_reason,
    cin_details.cin_closure_date as cine_close_date,
    cin_details.record
from cin_census.cin_details
inner join cin_census.person_of_child on cin_details.child = person_of_child.child
