/*---
table: returned_assessment
title: Assessments of the return; those without a referral in it have no episode and no record
source: Open at the end of the period, or authorised in it. One whose start cannot be read is judged by its
  authorisation.
after: [returned_referral]
---*/
with belongs as (
    select
        assessment.cina_person_id as person_id,
        assessment.cina_assessment_id as assessment_id,
        assessment.cina_referral_id as referral_id,
        assessment.record as delivered_record,
        assessment.cina_assessment_start_date as started_on,
        case
            when assessment.cina_assessment_auth_date <= return_period.ends_on
                then assessment.cina_assessment_auth_date
        end as authorised_on,
        coalesce(assessment.cina_assessment_auth_date > return_period.ends_on, false) as authorised_later
    from ssd_cin_assessments as assessment, return_period
    where
        coalesce(assessment.cina_assessment_start_date <= return_period.ends_on, true)
        and coalesce(assessment.cina_assessment_auth_date >= return_period.starts_on, true)
)

select
    belongs.*,
    referral.child,
    referral.episode,
    case
        when referral.episode is not null
            then row_number() over (
                    order by
                        referral.episode nulls last, belongs.started_on nulls last, belongs.authorised_on nulls last,
                        belongs.assessment_id nulls last
                )
    end as record,
    belongs.assessment_id is not null
    and 1 = row_number() over (
        partition by belongs.person_id, belongs.assessment_id
        order by referral.episode nulls last, belongs.started_on nulls last, belongs.authorised_on nulls last
    ) as holds_records
from belongs
left join returned_referral as referral
    on
    belongs.person_id = referral.person_id and belongs.referral_id = referral.referral_id
    and referral.holds_records
