/*---
table: cin_details
title: Referrals and the episodes of need they open
source: The referrals of the return. A conference stands here only when no enquiry led to it, as after a transfer in.
from: [ssd_cin_episodes]
columns:
  child: ssd_cin_episodes.cine_person_id
  episode:
  la_child_id: ssd_cin_episodes.cine_person_id
  cin_referral_date: ssd_cin_episodes.cine_referral_date
  referral_source: ssd_cin_episodes.cine_referral_source_code
  primary_need_code: ssd_cin_episodes.cine_cin_primary_need_code
  cin_closure_date: ssd_cin_episodes.cine_close_date
  reason_for_closure: ssd_cin_episodes.cine_close_reason
  date_of_initial_cpc: ssd_initial_cp_conference.icpc_icpc_date
  referral_nfa: ssd_cin_episodes.cine_referral_nfa
---*/
select
    referral.child,
    referral.episode,
    referral.person_id as la_child_id,
    referral.referred_on as cin_referral_date,
    referral.referral_source,
    referral.primary_need as primary_need_code,
    referral.closed_on as cin_closure_date,
    referral.close_reason as reason_for_closure,
    conference.held_on as date_of_initial_cpc,
    referral.no_further_action as referral_nfa,
    referral.episode as record,
    referral.delivered_record as record_of_ssd_cin_episodes
from returned_referral as referral
left join returned_conference as conference on referral.episode = conference.episode and conference.is_of_referral
where referral.episode is not null
