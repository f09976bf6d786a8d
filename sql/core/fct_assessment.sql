/*---
table: fct_assessment
title: Assessments, with the date of the referral they belong to
after: [child_of, referral_of]
---*/
with assessment as (
    select
        ssd_cin_assessments.*,
        child_of.child_key,
        referral_of.referral_key,
        referral_of.referred_on,
        row_number() over (
            partition by child_of.child_key, cina_assessment_start_date
            order by
                cina_assessment_auth_date nulls last, cina_assessment_team nulls last,
                cina_assessment_outcome_nfa nulls last, cina_assessment_id
        ) as day_ordinal,
        row_number() over (
            partition by child_of.child_key, cina_referral_id
            order by cina_assessment_start_date nulls last, cina_assessment_auth_date nulls last, cina_assessment_id
        ) as referral_ordinal
    from ssd_cin_assessments
    inner join child_of on ssd_cin_assessments.cina_person_id = child_of.local_id
    left join referral_of
        on ssd_cin_assessments.cina_referral_id = referral_of.source_id
        and ssd_cin_assessments.cina_person_id = referral_of.person_id
)

select
    surrogate(concat_ws('|', 'assessment', child_key, cina_assessment_start_date, day_ordinal)) as assessment_key,
    referral_key,
    child_key,
    surrogate('team|' || this_run.authority || '|' || cina_assessment_team) as team_key,
    surrogate('worker|' || this_run.authority || '|' || cina_assessment_worker_id) as worker_key,
    referred_on,
    cina_assessment_start_date as started_on,
    cina_assessment_auth_date as authorised_on,
    case cina_assessment_child_seen when 'Y' then true when 'N' then false end as child_seen,
    case cina_assessment_outcome_nfa when 'Y' then true when 'N' then false end as no_further_action,
    referral_key is not null and referral_ordinal = 1 as is_first_of_referral
from assessment
cross join this_run
