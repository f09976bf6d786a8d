/*---
table: section_47
title: Section 47 enquiries
source: Begun in the period, or with a conference in it, or still looking towards one, of a referral of the return. A
  conference is not required when the enquiry ended otherwise; once it was held it was required, whatever the flags
  say.
from: [ssd_cin_episodes, ssd_s47_enquiry, ssd_initial_cp_conference]
columns:
  child: ssd_cin_episodes.cine_person_id
  episode: ssd_s47_enquiry.s47e_referral_id
  la_child_id: ssd_cin_episodes.cine_person_id
  s47_actual_start_date: ssd_s47_enquiry.s47e_s47_start_date
  initial_cpc_target:
  date_of_initial_cpc: ssd_initial_cp_conference.icpc_icpc_date
  icpc_not_required: [ssd_s47_enquiry.s47e_s47_nfa, ssd_s47_enquiry.s47e_s47_outcome_json]
---*/
select
    child,
    episode,
    person_id as la_child_id,
    started_on as s47_actual_start_date,
    conference_target as initial_cpc_target,
    held_on as date_of_initial_cpc,
    not_required as icpc_not_required,
    record,
    delivered_record as record_of_ssd_s47_enquiry,
    record_of_conference as record_of_ssd_initial_cp_conference
from returned_enquiry
where record is not null
