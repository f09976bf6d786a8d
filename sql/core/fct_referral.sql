/*---
table: fct_referral
title: Referrals, one row a child and referral
after: [keyed_referral, outcome_reason]
---*/
select
    referral.referral_key,
    referral.child_key,
    surrogate('team|' || this_run.authority || '|' || cine_referral_team) as team_key,
    surrogate('worker|' || this_run.authority || '|' || cine_referral_worker_id) as worker_key,
    cine_referral_date as referred_on,
    case when regexp_full_match(cine_referral_source_code, '[0-9]+[A-Za-z]?') then cine_referral_source_code end
        as source_code,
    cine_cin_primary_need_code as need_code,
    case cine_referral_nfa when 'Y' then true when 'N' then false end as no_further_action,
    case when cine_referral_nfa = 'Y' then coalesce(outcome_reason.reason_code, 'NR') end as reason_code,
    case when cine_referral_nfa = 'Y' then coalesce(outcome_reason.reason_basis, 'none') end as reason_basis,
    case
        when cine_referral_outcome_json ->> 'STRATEGY_DISCUSSION_FLAG' = 'Y' then 'PROGRESSED_STRATEGY_S47'
        when cine_referral_outcome_json ->> 'SINGLE_ASSESSMENT_FLAG' = 'Y' then 'PROGRESSED_ASSESSMENT'
        when cine_referral_nfa = 'Y' then coalesce(outcome_reason.disposition, 'NO_FURTHER_ACTION')
        when cine_referral_nfa = 'N' then 'PROGRESSED_ASSESSMENT'
        else 'UNKNOWN'
    end as disposition,
    cine_close_date as closed_on,
    cine_close_reason as close_reason,
    referral.day_ordinal
from keyed_referral as referral
cross join this_run
left join outcome_reason
    on outcome_reason.entity = 'referral'
    and referral.cine_referral_id = outcome_reason.source_id
    and referral.cine_person_id = outcome_reason.person_id
