/*---
table: case_ending
schema: temp
title: Where a case can end in no further action - contact, referral, assessment, section 47 enquiry - and how it did
after: [fct_contact, fct_referral, fct_assessment, fct_section_47, fct_early_help, reasons_live, no_further_action_rule]
source: >
    Three things that may disagree stand side by side - the flag as recorded, what became of the case, and the reason.
    National is the flag alone. The council's own count goes by the reason and its settings, and never counts what went
    on. What came next is looked for after the day of the event.
---*/
with ending as (
    select
        'contact' as entity,
        contact_key as subject_key,
        child_key,
        team_key,
        worker_key,
        contact_on as counted_on,
        decided_on,
        no_further_action as recorded_flag,
        disposition,
        reason_code,
        reason_basis,
        source_code,
        is_decided,
        is_repeat_message as is_repeated,
        cast(null as bigint) as referral_key
    from fct_contact
    union all
    select
        'referral',
        referral_key,
        child_key,
        team_key,
        worker_key,
        referred_on,
        decided_on,
        no_further_action,
        disposition,
        reason_code,
        reason_basis,
        source_code,
        is_decided,
        day_ordinal > 1,
        referral_key
    from fct_referral
    union all
    select
        'assessment',
        assessment_key,
        child_key,
        team_key,
        worker_key,
        authorised_on,
        authorised_on,
        no_further_action,
        disposition,
        -- What went elsewhere says by that why nothing further was done.
        case
            when reason_basis = 'recorded' then reason_code
            when disposition = 'ROUTED_ELSEWHERE' then 'RT-AG'
            when disposition = 'EARLY_HELP' then 'RT-EH'
            when no_further_action or disposition = 'NO_FURTHER_ACTION' then 'NR'
        end,
        case
            when reason_basis = 'recorded' then 'recorded'
            when disposition in ('ROUTED_ELSEWHERE', 'EARLY_HELP') then 'flag'
            when no_further_action or disposition = 'NO_FURTHER_ACTION' then 'none'
        end,
        null,
        true,
        false,
        referral_key
    from fct_assessment
    where authorised_on is not null
    union all
    select
        'section_47',
        section_47_key,
        child_key,
        team_key,
        worker_key,
        ended_on,
        ended_on,
        no_further_action,
        disposition,
        -- An enquiry that ends in nothing further has found no such harm; that much the flag itself tells.
        case
            when reason_basis = 'recorded' then reason_code
            when disposition = 'ROUTED_ELSEWHERE' then 'RT-AG'
            when disposition = 'NO_FURTHER_ACTION' then 'NS'
            when no_further_action then 'NR'
        end,
        case
            when reason_basis = 'recorded' then 'recorded'
            when disposition in ('ROUTED_ELSEWHERE', 'NO_FURTHER_ACTION') then 'flag'
            when no_further_action then 'none'
        end,
        null,
        true,
        false,
        referral_key
    from fct_section_47
    where ended_on is not null
),

judged as (
    select
        ending.* exclude (team_key, worker_key),
        coalesce(ending.team_key, -1) as team_key,
        coalesce(ending.worker_key, -1) as worker_key,
        coalesce(ending.disposition like 'PROGRESSED%', false) as went_on,
        coalesce(ending.recorded_flag, ending.disposition = 'NO_FURTHER_ACTION') as is_ended,
        coalesce(ending.recorded_flag, false) as counts_nationally,
        coalesce(
            rule.counts and ending.disposition not like 'PROGRESSED%' and ending.disposition <> 'EXISTING_CASE', false
        ) as counts_for_council,
        coalesce(rule.in_rate, true) as in_council_rate,
        coalesce(ending.counted_on >= live.began_on, false) as reasons_are_live
    from ending
    cross join reasons_live as live
    left join no_further_action_rule as rule on ending.reason_code = rule.code
),

contact_day as (
    select distinct child_key, contact_on from fct_contact
    where contact_on is not null
),

referral_day as (
    select distinct child_key, referred_on from fct_referral
    where referred_on is not null
),

ended_day as (
    select distinct child_key, counted_on from judged
    where entity in ('contact', 'referral') and is_ended and not went_on and counted_on is not null
),

help_day as (
    select distinct child_key, started_on from fct_early_help
    where started_on is not null
)

select
    judged.*,
    contact_day.contact_on as next_contact_on,
    referral_day.referred_on as next_referral_on,
    ended_day.counted_on as next_no_further_action_on,
    help_day.started_on as early_help_on
from judged
asof left join contact_day on judged.child_key = contact_day.child_key and judged.counted_on < contact_day.contact_on
asof left join referral_day
    on judged.child_key = referral_day.child_key and judged.counted_on < referral_day.referred_on
asof left join ended_day on judged.child_key = ended_day.child_key and judged.counted_on < ended_day.counted_on
asof left join help_day on judged.child_key = help_day.child_key and judged.counted_on <= help_day.started_on
