/*---
table: fct_referral
title: Referrals, one row a child and referral
after: [keyed_referral, outcome_reason, referral_progress, dim_date]
source: >
    How a referral ended, in this order - an outcome that goes on, an assessment, enquiry or plan that followed on it,
    the disposition of the mapped reason, the other outcomes, no further action. The flag stays as it was recorded.
    Nothing decided is PENDING for one working day, then UNKNOWN.
---*/
with flag as (
    select
        outcome,
        coalesce(
            outcome ->> 'STRATEGY_DISCUSSION_FLAG' = 'Y'
            or outcome ->> 'CP_CONFERENCE_FLAG' = 'Y'
            or (outcome ->> 'CP_TRANSFER_IN_FLAG' = 'Y' and outcome ->> 'SINGLE_ASSESSMENT_FLAG' is distinct from 'Y'),
            false
        ) as is_strategy,
        coalesce(
            outcome ->> 'SINGLE_ASSESSMENT_FLAG' = 'Y'
            or outcome ->> 'CLA_REQUEST_FLAG' = 'Y'
            or outcome ->> 'CARE_LEAVER_FLAG' = 'Y',
            false
        ) as is_assessment,
        coalesce(
            outcome ->> 'PRIVATE_FOSTERING_FLAG' = 'Y' or outcome ->> 'NON_AGENCY_ADOPTION_FLAG' = 'Y', false
        ) as is_routed,
        case outcome ->> 'NFA_FLAG' when 'Y' then true when 'N' then false end as no_further_action,
        contains(replace(outcome, '": "', '":"'), '":"Y"') as says_yes
    from (
        select distinct cine_referral_outcome_json as outcome from ssd_cin_episodes
        where cine_referral_outcome_json is not null
    ) as said_once
),

known as (
    select
        referral.*,
        this_run.authority,
        case referral.cine_referral_nfa when 'Y' then true when 'N' then false end as no_further_action,
        flag.no_further_action as outcome_flag,
        coalesce(flag.is_strategy, false) as is_strategy,
        coalesce(flag.is_assessment, false) as is_assessment,
        coalesce(flag.is_routed, false) as is_routed,
        said.decided_at,
        said.reason_code as said_reason,
        said.disposition as said_disposition,
        said.next_reason_code,
        said.next_disposition,
        progress.assessment_on,
        progress.section_47_on,
        progress.plan_on,
        referral.cine_referral_nfa is not null
        or coalesce(flag.says_yes, false)
        or coalesce(said.has_outcome, false)
        or said.reason_code is not null
        or progress.referral_key is not null
        or coalesce(cast(said.decided_at as date) <= this_run.as_at, false) as is_decided,
        coalesce(today.working_day_number - received.working_day_number <= 1, false) as is_young
    from keyed_referral as referral
    cross join this_run
    left join dim_date as today on this_run.as_at = today.date
    left join dim_date as received on referral.cine_referral_date = received.date
    left join flag on referral.cine_referral_outcome_json = flag.outcome
    left join referral_progress as progress on referral.referral_key = progress.referral_key
    left join outcome_reason as said
        on said.entity = 'referral'
        and referral.cine_referral_id = said.source_id
        and referral.cine_person_id = said.person_id
),

ended as (
    select
        *,
        case
            when is_strategy then 'PROGRESSED_STRATEGY_S47'
            when is_assessment then 'PROGRESSED_ASSESSMENT'
            when next_disposition like 'PROGRESSED%' then next_disposition
            when assessment_on is not null then 'PROGRESSED_ASSESSMENT'
            when section_47_on is not null then 'PROGRESSED_STRATEGY_S47'
            when plan_on is not null then 'PROGRESSED_SERVICES'
            when said_disposition <> 'NO_FURTHER_ACTION' then said_disposition
            when is_routed then 'ROUTED_ELSEWHERE'
            when next_disposition in ('EARLY_HELP', 'INFO_ADVICE', 'ROUTED_ELSEWHERE', 'EXISTING_CASE')
                then next_disposition
            when no_further_action
                or outcome_flag
                or 'NO_FURTHER_ACTION' in (said_disposition, next_disposition)
                then 'NO_FURTHER_ACTION'
            when no_further_action = false then 'PROGRESSED_ASSESSMENT'
            when not is_decided and is_young then 'PENDING'
            else 'UNKNOWN'
        end as disposition,
        case cine_close_reason when 'RC5' then 'OA' when 'RC9' then 'RT-EH' end as flag_reason
    from known
),

reasoned as (
    select
        *,
        case
            when said_reason is not null then 'recorded'
            when disposition like 'PROGRESSED%' and not coalesce(no_further_action, false) then null
            when no_further_action and flag_reason is not null then 'flag'
            when next_reason_code is not null then 'next_step'
            when no_further_action or disposition = 'NO_FURTHER_ACTION' then 'none'
        end as reason_basis
    from ended
)

select
    referral_key,
    child_key,
    surrogate('team|' || authority || '|' || cine_referral_team) as team_key,
    surrogate('worker|' || authority || '|' || cine_referral_worker_id) as worker_key,
    cine_referral_date as referred_on,
    case when regexp_full_match(cine_referral_source_code, '[0-9]+[A-Za-z]?') then cine_referral_source_code end
        as source_code,
    cine_cin_primary_need_code as need_code,
    no_further_action,
    case reason_basis
        when 'recorded' then said_reason
        when 'flag' then flag_reason
        when 'next_step' then next_reason_code
        when 'none' then 'NR'
    end as reason_code,
    reason_basis,
    disposition,
    is_decided,
    cast(decided_at as date) as decided_on,
    decided_at,
    assessment_on as first_assessment_on,
    section_47_on as first_section_47_on,
    plan_on as first_plan_on,
    -- The flag of its own column and the one among the outcomes say different things.
    coalesce(no_further_action <> outcome_flag, false) as flags_differ,
    cine_close_date as closed_on,
    cine_close_reason as close_reason,
    day_ordinal
from reasoned
