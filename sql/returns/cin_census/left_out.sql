/*---
table: left_out
title: Records that belong to the return by their dates and cannot stand in it, counted by table
source: Everything below a child hangs on a referral. What has none in the return cannot be written, and is told here.
---*/
with without_referral as (
    select 'assessments' as table_name, person_id, referral_id from returned_assessment where record is null
    union all
    select 'assessment_factors', assessment.person_id, assessment.referral_id
    from returned_assessment as assessment
    inner join found_factor on assessment.assessment_id = found_factor.assessment_id
    where assessment.record is null and assessment.holds_records and not assessment.authorised_later
    union all
    select 'cin_plan_dates', person_id, referral_id from returned_need_plan where episode is null
    union all
    select 'section_47', person_id, referral_id from returned_enquiry where record is null
    union all
    select 'child_protection_plans', person_id, referral_id
    from returned_plan
    where record is null and not is_other_authority
    union all
    select 'reviews', plan.person_id, plan.referral_id
    from ssd_cp_reviews as review
    inner join returned_plan as plan
        on review.cppr_person_id = plan.person_id and review.cppr_cp_plan_id = plan.plan_id and plan.holds_records
    inner join return_period on review.cppr_cp_review_date <= return_period.ends_on
    where plan.record is null and not plan.is_other_authority
),

told as (
    select
        without_referral.table_name,
        case
            when known.referral_id is null then 'its referral is not in the delivery'
            else 'its referral is not in the return of this year'
        end as why
    from without_referral
    left join (
        select distinct cine_person_id as person_id, cine_referral_id as referral_id
        from ssd_cin_episodes
    ) as known
        on without_referral.person_id = known.person_id and without_referral.referral_id = known.referral_id
    union all
    select 'cin_details', 'it does not say whose it is' from returned_referral where episode is null
    union all
    select 'child_identifiers', 'another row has the same number'
    from returned_child
    inner join ssd_person on returned_child.person_id = ssd_person.pers_person_id
    qualify row_number() over (partition by returned_child.child) > 1
    union all
    select 'child_protection_plans', 'it is the plan of another authority' from returned_plan where is_other_authority
    union all
    select 'reviews', 'its plan is not in the delivery'
    from ssd_cp_reviews as review
    inner join return_period
        on review.cppr_cp_review_date between return_period.starts_on and return_period.ends_on
    where
        not exists (
            select 1 from ssd_cp_plans as plan
            where review.cppr_person_id = plan.cppl_person_id and review.cppr_cp_plan_id = plan.cppl_cp_plan_id
        )
    union all
    select
        'section_47',
        case
            when conference.enquiry is not null then 'a further conference of one enquiry'
            when conference.of_referral and conference.episode is not null
                then 'a further conference of one referral'
            else 'a conference without its enquiry or referral'
        end
    from returned_conference as conference
    inner join return_period on conference.held_on >= return_period.starts_on
    where not conference.is_of_enquiry and not conference.is_of_referral
    union all
    select 'pre_proceedings', 'no referral was open on that day' from returned_pre_proceedings where episode is null
)

select
    table_name,
    count(*) as rows,
    why
from told
group by table_name, why
