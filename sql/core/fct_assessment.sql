/*---
table: fct_assessment
title: Assessments, with the date of the referral they belong to, and what was seen and reviewed on the way
after: [child_of, keyed_referral, outcome_reason, referral_of]
source: >
    The day on which the child was seen and the manager's review point are not in the standard data; they come
    from ext_assessment_progress where a council has it.
---*/
with progress as (
    -- An assessment should have one row; of several the earliest days count.
    select
        exap_assessment_id as assessment_id,
        exap_person_id as person_id,
        min(exap_review_point_on) as review_point_on,
        min(exap_reviewed_on) as reviewed_on,
        min(exap_child_seen_on) as child_seen_on
    from ext_assessment_progress
    group by exap_assessment_id, exap_person_id
),

born as (
    select
        pers_person_id as person_id,
        min(pers_dob) as born_on,
        min(pers_expected_dob) as expected_on
    from ssd_person
    group by pers_person_id
),

assessment as (
    select
        ssd_cin_assessments.*,
        child_of.child_key,
        referral_of.referral_key,
        referral_of.referred_on,
        row_number() over (
            partition by child_of.child_key, cina_assessment_start_date
            order by
                cina_assessment_auth_date nulls last, cina_assessment_team nulls last,
                cina_assessment_outcome_nfa nulls last, cina_assessment_id, ssd_cin_assessments
        ) as day_ordinal,
        row_number() over (
            partition by child_of.child_key, cina_referral_id
            order by
                cina_assessment_start_date nulls last, cina_assessment_auth_date nulls last, cina_assessment_id,
                ssd_cin_assessments
        ) as referral_ordinal
    from ssd_cin_assessments
    inner join child_of on ssd_cin_assessments.cina_person_id = child_of.local_id
    left join referral_of
        on ssd_cin_assessments.cina_referral_id = referral_of.source_id
        and ssd_cin_assessments.cina_person_id = referral_of.person_id
)

select
    surrogate(concat_ws('|', 'assessment', assessment.child_key, cina_assessment_start_date, assessment.day_ordinal))
        as assessment_key,
    assessment.referral_key,
    assessment.child_key,
    surrogate('team|' || this_run.authority || '|' || cina_assessment_team) as team_key,
    surrogate('worker|' || this_run.authority || '|' || cina_assessment_worker_id) as worker_key,
    referred_on,
    cina_assessment_start_date as started_on,
    cina_assessment_auth_date as authorised_on,
    case cina_assessment_child_seen when 'Y' then true when 'N' then false end as child_seen,
    case
        when cina_assessment_outcome_nfa = 'Y' then true
        when cina_assessment_outcome_nfa = 'N' then false
        when cina_assessment_outcome_json ->> 'NFA_FLAG' = 'Y' then true
    end as no_further_action,
    assessment.referral_key is not null and referral_ordinal = 1 as is_first_of_referral,
    progress.child_seen_on,
    progress.review_point_on,
    progress.reviewed_on,
    -- Not born when it was signed off; without a date of birth, as far as the system knows.
    coalesce(born.born_on > cina_assessment_auth_date, born.born_on is null and born.expected_on is not null)
        as was_unborn,
    referral.cine_cin_primary_need_code as need_code,
    referral.cine_close_reason as referral_close_reason,
    case
        when cina_assessment_outcome_json ->> 'STRATEGY_DISCUSSION_FLAG' = 'Y' then 'PROGRESSED_STRATEGY_S47'
        when
            cina_assessment_outcome_json ->> 'PROV_OF_SERVICES_FLAG' = 'Y'
            or cina_assessment_outcome_json ->> 'PROV_OF_SB_CARE_FLAG' = 'Y'
            or cina_assessment_outcome_json ->> 'CLA_REQUEST_FLAG' = 'Y'
            or cina_assessment_outcome_json ->> 'LEGAL_ACTION_FLAG' = 'Y'
            or cina_assessment_outcome_json ->> 'PRIVATE_FOSTERING_FLAG' = 'Y'
            or cina_assessment_outcome_json ->> 'SPECIALIST_ASSESSMENT_FLAG' = 'Y'
            or cina_assessment_outcome_json ->> 'OTHER_ACTIONS_FLAG' = 'Y'
            then 'PROGRESSED'
        when referral.cine_close_reason = 'RC9' then 'EARLY_HELP'
        when cina_assessment_outcome_json ->> 'REFERRAL_TO_OTHER_AGENCY_FLAG' = 'Y' then 'ROUTED_ELSEWHERE'
        when
            cina_assessment_outcome_nfa = 'Y'
            or cina_assessment_outcome_json ->> 'NFA_FLAG' = 'Y'
            or cina_assessment_outcome_json ->> 'NFA_S47_END_FLAG' = 'Y'
            or referral.cine_close_reason = 'RC8'
            then coalesce(outcome_reason.disposition, 'NO_FURTHER_ACTION')
        when cina_assessment_auth_date is null then 'PENDING'
        when cina_assessment_outcome_nfa = 'N' then 'PROGRESSED'
        else 'UNKNOWN'
    end as disposition,
    case when cina_assessment_outcome_nfa = 'Y' then coalesce(outcome_reason.reason_code, 'NR') end as reason_code,
    case when cina_assessment_outcome_nfa = 'Y' then coalesce(outcome_reason.reason_basis, 'none') end as reason_basis
from assessment
cross join this_run
left join keyed_referral as referral on assessment.referral_key = referral.referral_key
left join born on assessment.cina_person_id = born.person_id
left join progress
    on assessment.cina_assessment_id = progress.assessment_id and assessment.cina_person_id = progress.person_id
left join outcome_reason
    on outcome_reason.entity = 'assessment'
    and assessment.cina_assessment_id = outcome_reason.source_id
    and assessment.cina_person_id = outcome_reason.person_id
