/*---
table: event_day
schema: temp
title: The day of each contact, referral, assessment and section 47 enquiry, by the case system's own numbers
after: []
---*/
select
    'contact' as entity,
    cont_contact_id as source_id,
    cont_person_id as person_id,
    min(cast(cont_contact_date as date)) as event_on
from ssd_contacts
group by cont_contact_id, cont_person_id
union all
select
    'referral',
    cine_referral_id,
    cine_person_id,
    min(cine_referral_date)
from ssd_cin_episodes
group by cine_referral_id, cine_person_id
union all
select
    'assessment',
    cina_assessment_id,
    cina_person_id,
    min(coalesce(cina_assessment_auth_date, cina_assessment_start_date))
from ssd_cin_assessments
group by cina_assessment_id, cina_person_id
union all
select
    'section_47',
    s47e_s47_enquiry_id,
    s47e_person_id,
    min(coalesce(s47e_s47_end_date, s47e_s47_start_date))
from ssd_s47_enquiry
group by s47e_s47_enquiry_id, s47e_person_id
