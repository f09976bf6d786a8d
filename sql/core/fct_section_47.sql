/*---
table: fct_section_47
title: Section 47 enquiries
after: [keyed_section_47, referral_of]
---*/
select
    enquiry.section_47_key,
    referral_of.referral_key,
    enquiry.child_key,
    surrogate('team|' || this_run.authority || '|' || s47e_s47_completed_by_team) as team_key,
    surrogate('worker|' || this_run.authority || '|' || s47e_s47_completed_by_worker_id) as worker_key,
    s47e_s47_start_date as started_on,
    s47e_s47_end_date as ended_on,
    case s47e_s47_nfa when 'Y' then true when 'N' then false end as no_further_action
from keyed_section_47 as enquiry
cross join this_run
left join referral_of
    on enquiry.s47e_referral_id = referral_of.source_id and enquiry.s47e_person_id = referral_of.person_id
