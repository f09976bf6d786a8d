/*---
table: referral_progress
schema: temp
title: The first assessment, section 47 enquiry and plan that followed on each referral, up to the as-at date
after: [referral_of]
---*/
with followed as (
    select
        'assessment' as kind,
        cina_referral_id as source_id,
        cina_person_id as person_id,
        cina_assessment_start_date as started_on
    from ssd_cin_assessments
    union all
    select
        'section_47',
        s47e_referral_id,
        s47e_person_id,
        s47e_s47_start_date
    from ssd_s47_enquiry
    union all
    select
        'plan',
        cinp_referral_id,
        cinp_person_id,
        cinp_cin_plan_start_date
    from ssd_cin_plans
    union all
    select
        'plan',
        cppl_referral_id,
        cppl_person_id,
        cppl_cp_plan_start_date
    from ssd_cp_plans
)

select
    referral_of.referral_key,
    min(followed.started_on) filter (where followed.kind = 'assessment') as assessment_on,
    min(followed.started_on) filter (where followed.kind = 'section_47') as section_47_on,
    min(followed.started_on) filter (where followed.kind = 'plan') as plan_on,
    max(followed.started_on) filter (where followed.kind = 'plan') as last_plan_on
from followed
cross join this_run
inner join referral_of on followed.source_id = referral_of.source_id and followed.person_id = referral_of.person_id
where followed.started_on >= referral_of.referred_on and followed.started_on <= this_run.as_at
group by referral_of.referral_key
