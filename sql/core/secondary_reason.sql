/*---
table: secondary_reason
title: Reasons beside the one that counts, kept apart so that the shares of the first ones add up to 100
after: [case_ending, keyed_contact]
---*/
with subject as (
    select
        'contact' as entity,
        cont_contact_id as source_id,
        cont_person_id as person_id,
        child_key,
        contact_key as subject_key
    from keyed_contact
    union all
    select
        'referral',
        cine_referral_id,
        cine_person_id,
        child_key,
        referral_key
    from keyed_referral
    union all
    select
        'section_47',
        s47e_s47_enquiry_id,
        s47e_person_id,
        child_key,
        section_47_key
    from keyed_section_47
    union all
    select
        'assessment',
        ssd_cin_assessments.cina_assessment_id,
        ssd_cin_assessments.cina_person_id,
        child_of.child_key,
        min(fct_assessment.assessment_key)
    from ssd_cin_assessments
    inner join child_of on ssd_cin_assessments.cina_person_id = child_of.local_id
    inner join fct_assessment
        on child_of.child_key = fct_assessment.child_key
        and ssd_cin_assessments.cina_assessment_start_date = fct_assessment.started_on
        and ssd_cin_assessments.cina_assessment_auth_date is not distinct from fct_assessment.authorised_on
    group by ssd_cin_assessments.cina_assessment_id, ssd_cin_assessments.cina_person_id, child_of.child_key
),

first_reason as (
    select 'contact' as entity, contact_key as subject_key, reason_code from fct_contact
    union all
    select 'referral', referral_key, reason_code from fct_referral
    union all
    select 'assessment', assessment_key, reason_code from fct_assessment
    union all
    select 'section_47', section_47_key, reason_code from fct_section_47
),

beside as (
    select entity, source_id, person_id, reason_code, 'recorded' as reason_basis from said_outcome
    where turn > 1 and reason_code is not null
    union all
    -- Where the recorded reason counts, what the outcome's words tell is a reason beside it.
    select entity, source_id, person_id, next_reason_code, 'next_step' from said_outcome
    where turn = 1 and next_reason_code is not null
    union all
    select
        'contact',
        cont_contact_id,
        cont_person_id,
        case when cont_contact_outcome_json ->> 'ADVICE_FLAG' = 'Y' then 'IA' else 'OA' end,
        'flag'
    from ssd_contacts
    where cont_contact_outcome_json ->> 'ADVICE_FLAG' = 'Y' or cont_contact_outcome_json ->> 'OLA_CP_FLAG' = 'Y'
)

select
    beside.entity,
    subject.subject_key,
    subject.child_key,
    beside.reason_code,
    min(beside.reason_basis) as reason_basis
from beside
inner join subject
    on beside.entity = subject.entity
    and beside.source_id = subject.source_id
    and beside.person_id = subject.person_id
inner join first_reason on subject.entity = first_reason.entity and subject.subject_key = first_reason.subject_key
where beside.reason_code is distinct from first_reason.reason_code and first_reason.reason_code is not null
group by beside.entity, subject.subject_key, subject.child_key, beside.reason_code
