/*---
table: no_further_action_stage
schema: main
title: Where a case can end in no further action - contact, referral, assessment, section 47 enquiry
after: []
---*/
select
    'contact' as entity,
    contact_key as subject_key,
    child_key,
    coalesce(team_key, -1) as team_key,
    contact_on as counted_on,
    no_further_action as recorded_flag,
    disposition,
    reason_code,
    reason_basis,
    source_code
from fct_contact
union all
select
    'referral',
    referral_key,
    child_key,
    coalesce(team_key, -1),
    referred_on,
    no_further_action,
    disposition,
    reason_code,
    reason_basis,
    source_code
from fct_referral
union all
select
    'assessment',
    assessment_key,
    child_key,
    coalesce(team_key, -1),
    authorised_on,
    no_further_action,
    case no_further_action when true then 'NO_FURTHER_ACTION' when false then 'PROGRESSED' else 'UNKNOWN' end,
    null,
    null,
    null
from fct_assessment
where authorised_on is not null
union all
select
    'section_47',
    section_47_key,
    child_key,
    coalesce(team_key, -1),
    ended_on,
    no_further_action,
    case no_further_action when true then 'NO_FURTHER_ACTION' when false then 'PROGRESSED' else 'UNKNOWN' end,
    null,
    null,
    null
from fct_section_47
where ended_on is not null
