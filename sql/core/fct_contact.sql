/*---
table: fct_contact
title: Contacts, one row a child and contact
after: [keyed_contact, dim_date, dim_worker]
source: >
    How a contact ended, in this order - an outcome that goes on, an open case, the disposition of the mapped reason,
    the other flags, the outcome in words, the flag of no further action. Nothing decided is PENDING for one working
    day (setting contact_decision_working_days), then UNKNOWN. The reason is the recorded one, else what a flag tells,
    else what the outcome's words tell, else NR; comments are never read.
---*/
with flag as (
    -- Outcomes repeat, so each is read once.
    select
        outcome,
        coalesce(outcome ->> 'NEW_REFERRAL_FLAG' = 'Y', false) as is_referral,
        coalesce(outcome ->> 'CP_ENQUIRY_FLAG' = 'Y', false) as is_enquiry,
        coalesce(outcome ->> 'EXISTING_REFERRAL_FLAG' = 'Y', false) as joins_open_case,
        coalesce(outcome ->> 'ADVICE_FLAG' = 'Y', false) as is_advice,
        coalesce(outcome ->> 'OLA_CP_FLAG' = 'Y', false) as is_other_authority,
        coalesce(
            outcome ->> 'PRIVATE_FOSTERING_FLAG' = 'Y' or outcome ->> 'NON_AGENCY_ADOPTION_FLAG' = 'Y', false
        ) as is_routed,
        coalesce(outcome ->> 'NFA_FLAG' = 'Y', false) as is_flagged,
        contains(outcome, '":"Y"') as says_yes,
        -- A blank is unknown, unless another outcome was ticked in its place.
        case
            when outcome ->> 'NFA_FLAG' = 'Y' then true
            when outcome ->> 'NFA_FLAG' = 'N' or contains(outcome, '":"Y"') then false
        end as no_further_action
    from (
        select distinct replace(cont_contact_outcome_json, '": "', '":"') as outcome
        from ssd_contacts
        where cont_contact_outcome_json is not null
    ) as said_once
),

limits as (
    select
        this_run.authority,
        this_run.as_at,
        this_day.working_day_number as today,
        coalesce(
            (
                select max(try_cast(value as integer)) from setting
                where
                    name = 'contact_decision_working_days'
                    and this_run.as_at >= coalesce(valid_from, date '1900-01-01')
                    and this_run.as_at <= coalesce(valid_to, date '9999-12-31')
            ), 1
        ) as working_days
    from this_run
    left join dim_date as this_day on this_run.as_at = this_day.date
),

known as (
    select
        contact.contact_key,
        contact.child_key,
        contact.contact_on,
        contact.cont_contact_date as contact_at,
        contact.source_code,
        contact.decided_at,
        contact.decided_by,
        contact.reason_code as said_reason,
        contact.disposition as said_disposition,
        contact.next_reason_code,
        contact.next_disposition,
        contact.day_ordinal,
        contact.is_repeat_message,
        limits.authority,
        flag.no_further_action,
        coalesce(flag.is_referral, false) as is_referral,
        coalesce(flag.is_enquiry, false) as is_enquiry,
        coalesce(flag.joins_open_case, false) as joins_open_case,
        coalesce(flag.is_advice, false) as is_advice,
        coalesce(flag.is_other_authority, false) as is_other_authority,
        coalesce(flag.is_routed, false) as is_routed,
        coalesce(flag.is_flagged, false) as is_flagged,
        coalesce(flag.says_yes, false) as says_yes,
        coalesce(flag.says_yes, false)
        or coalesce(contact.has_outcome, false)
        or contact.reason_code is not null
        or coalesce(cast(contact.decided_at as date) <= limits.as_at, false) as is_decided,
        coalesce(limits.today - received.working_day_number <= limits.working_days, false) as is_young
    from keyed_contact as contact
    cross join limits
    left join flag on replace(contact.cont_contact_outcome_json, '": "', '":"') = flag.outcome
    left join dim_date as received on contact.contact_on = received.date
),

ended as (
    select
        *,
        case
            when is_referral then 'PROGRESSED_REFERRAL'
            when is_enquiry then 'PROGRESSED_STRATEGY_S47'
            when next_disposition like 'PROGRESSED%' then next_disposition
            when joins_open_case then 'EXISTING_CASE'
            when said_disposition <> 'NO_FURTHER_ACTION' then said_disposition
            when next_disposition = 'EARLY_HELP' then 'EARLY_HELP'
            when is_advice then 'INFO_ADVICE'
            when is_other_authority or is_routed then 'ROUTED_ELSEWHERE'
            when next_disposition in ('INFO_ADVICE', 'ROUTED_ELSEWHERE', 'EXISTING_CASE') then next_disposition
            when is_flagged or 'NO_FURTHER_ACTION' in (said_disposition, next_disposition) then 'NO_FURTHER_ACTION'
            when not is_decided and is_young then 'PENDING'
            else 'UNKNOWN'
        end as disposition,
        -- The outcome as it was recorded; what the reason means moves it only where nothing else was said.
        case
            when not is_decided then null
            when is_referral or is_enquiry or next_disposition like 'PROGRESSED%' then 'referral'
            when next_disposition = 'EARLY_HELP' then 'early_help'
            when is_advice then 'advice_or_signpost'
            when joins_open_case or is_other_authority or is_routed then 'other'
            when is_flagged then 'no_further_action'
            when next_disposition = 'INFO_ADVICE' or next_reason_code = 'RT-UNI' then 'advice_or_signpost'
            when next_disposition = 'NO_FURTHER_ACTION' then 'no_further_action'
            when next_disposition is not null or says_yes then 'other'
            when said_disposition = 'EARLY_HELP' then 'early_help'
            when said_disposition = 'INFO_ADVICE' then 'advice_or_signpost'
            when said_disposition = 'NO_FURTHER_ACTION' then 'no_further_action'
            when said_disposition is not null then 'other'
            else 'unknown'
        end as outcome
    from known
),

reasoned as (
    select
        *,
        case
            when joins_open_case then 'DU'
            when is_advice then 'IA'
            when is_other_authority then 'OA'
        end as flag_reason,
        coalesce(disposition like 'PROGRESSED%', false) as went_on
    from ended
)

select
    contact.contact_key,
    contact.child_key,
    cast(null as bigint) as team_key,
    dim_worker.worker_key,
    contact.contact_on,
    contact.contact_at,
    contact.source_code,
    contact.disposition,
    contact.outcome,
    case
        when contact.said_reason is not null then contact.said_reason
        when contact.went_on then null
        when contact.flag_reason is not null then contact.flag_reason
        when contact.next_reason_code is not null then contact.next_reason_code
        when contact.is_flagged or contact.disposition = 'NO_FURTHER_ACTION' then 'NR'
    end as reason_code,
    case
        when contact.said_reason is not null then 'recorded'
        when contact.went_on then null
        when contact.flag_reason is not null then 'flag'
        when contact.next_reason_code is not null then 'next_step'
        when contact.is_flagged or contact.disposition = 'NO_FURTHER_ACTION' then 'none'
    end as reason_basis,
    -- What was recorded, even where the case went on all the same; that clash is a disagreement.
    contact.no_further_action,
    contact.is_decided,
    cast(contact.decided_at as date) as decided_on,
    contact.decided_at,
    contact.joins_open_case,
    contact.is_repeat_message,
    contact.day_ordinal
from reasoned as contact
left join dim_worker
    on surrogate('worker|' || contact.authority || '|' || contact.decided_by) = dim_worker.worker_key
