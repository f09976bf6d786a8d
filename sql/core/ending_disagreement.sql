/*---
table: ending_disagreement
schema: temp
title: Where the flag of no further action, what became of the case and the reason contradict each other
after: [case_ending, fct_conference, referral_progress]
---*/
with referral as (
    select
        case_ending.entity,
        case_ending.subject_key,
        fact.first_assessment_on,
        fact.first_section_47_on,
        fact.first_plan_on,
        fact.flags_differ,
        fact.close_reason,
        case_ending.counts_nationally as is_flagged
    from case_ending
    inner join fct_referral as fact on case_ending.subject_key = fact.referral_key
    where case_ending.entity = 'referral'
),

later as (
    select entity, subject_key, 'an assessment followed on the referral' as disagreement from referral
    where is_flagged and first_assessment_on is not null
    union all
    select entity, subject_key, 'a section 47 enquiry followed on the referral' from referral
    where is_flagged and first_section_47_on is not null
    union all
    select entity, subject_key, 'a plan followed on the referral' from referral
    where is_flagged and first_plan_on is not null
    union all
    select
        ending.entity,
        ending.subject_key,
        'a plan followed on the assessment'
    from case_ending as ending
    inner join referral_progress as progress on ending.referral_key = progress.referral_key
    where ending.entity = 'assessment' and ending.counts_nationally and progress.last_plan_on >= ending.counted_on
    union all
    select distinct
        ending.entity,
        ending.subject_key,
        'a conference followed on the enquiry'
    from case_ending as ending
    inner join fct_conference as conference on ending.subject_key = conference.section_47_key
    where ending.entity = 'section_47' and ending.counts_nationally and conference.held_on is not null
)

select
    entity,
    subject_key,
    disagreement
from later
union all
select
    entity,
    subject_key,
    'no further action is recorded, and the case went on'
from case_ending
where
    counts_nationally
    and went_on
    and not exists (
        select 1 from later
        where later.entity = case_ending.entity and later.subject_key = case_ending.subject_key
    )
union all
select
    entity,
    subject_key,
    'no further action is recorded beside advice, early help or another service'
from case_ending
where
    counts_nationally
    and disposition in ('INFO_ADVICE', 'EARLY_HELP', 'ROUTED_ELSEWHERE')
    -- A recorded reason that leads elsewhere says itself why it is marked.
    and reason_basis <> 'recorded'
union all
select
    entity,
    subject_key,
    'no further action is not recorded, and the reason or outcome says it'
from case_ending
where recorded_flag = false and disposition = 'NO_FURTHER_ACTION'
union all
select
    entity,
    subject_key,
    'a reason for no further action is recorded, and the case went on'
from case_ending
where not counts_nationally and reason_basis = 'recorded' and went_on
union all
select
    entity,
    subject_key,
    'the referral was closed as after an assessment'
from referral
where is_flagged and close_reason in ('RC8', 'RC9')
union all
select
    entity,
    subject_key,
    'the flag and the outcome say different things'
from referral
where flags_differ
