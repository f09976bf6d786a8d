/*---
table: fct_contact
title: Contacts, one row a child and contact
after: [child_of, outcome_reason]
---*/
with contact as (
    select
        child_of.child_key,
        cont_contact_date as contact_at,
        cast(cont_contact_date as date) as contact_on,
        -- The department's codes and a system's own numbers; words stay out of the star.
        case when regexp_full_match(cont_contact_source_code, '[0-9]+[A-Za-z]?') then cont_contact_source_code end
            as source_code,
        cont_contact_outcome_json as outcome,
        outcome_reason.decided_at,
        outcome_reason.reason_code,
        outcome_reason.reason_basis,
        outcome_reason.disposition,
        cast(
            row_number() over (
                partition by child_of.child_key, cast(cont_contact_date as date)
                order by
                    cont_contact_date nulls last, cont_contact_source_code nulls last,
                    cont_contact_outcome_json nulls last, outcome_reason.decided_at nulls last, cont_contact_id
            ) as integer
        ) as day_ordinal
    from ssd_contacts
    inner join child_of on ssd_contacts.cont_person_id = child_of.local_id
    left join outcome_reason
        on outcome_reason.entity = 'contact'
        and ssd_contacts.cont_contact_id = outcome_reason.source_id
        and ssd_contacts.cont_person_id = outcome_reason.person_id
),

flagged as (
    select
        *,
        coalesce(outcome ->> 'NEW_REFERRAL_FLAG' = 'Y' or outcome ->> 'CP_ENQUIRY_FLAG' = 'Y', false) as went_on,
        coalesce(outcome ->> 'EXISTING_REFERRAL_FLAG' = 'Y', false) as joins_open_case,
        coalesce(outcome ->> 'ADVICE_FLAG' = 'Y', false) as is_advice,
        coalesce(outcome ->> 'OLA_CP_FLAG' = 'Y', false) as is_other_authority,
        coalesce(outcome ->> 'NFA_FLAG' = 'Y', false) as is_flagged
    from contact
),

judged as (
    select
        *,
        case
            when went_on then 'PROGRESSED_REFERRAL'
            when joins_open_case then 'EXISTING_CASE'
            when disposition is not null then disposition
            when is_advice then 'INFO_ADVICE'
            when is_other_authority then 'ROUTED_ELSEWHERE'
            when is_flagged then 'NO_FURTHER_ACTION'
            when outcome is null and decided_at is null then 'PENDING'
            else 'UNKNOWN'
        end as judged_disposition
    from flagged
)

select
    surrogate(concat_ws('|', 'contact', child_key, contact_on, day_ordinal)) as contact_key,
    child_key,
    cast(null as bigint) as team_key,
    contact_on,
    contact_at,
    source_code,
    judged_disposition as disposition,
    case
        when not is_flagged or went_on then null
        when coalesce(reason_code, 'NR') <> 'NR' then reason_code
        when is_advice then 'IA'
        when is_other_authority then 'OA'
        else 'NR'
    end as reason_code,
    case
        when not is_flagged or went_on then null
        when coalesce(reason_code, 'NR') <> 'NR' then reason_basis
        when is_advice or is_other_authority then 'flag'
        else 'none'
    end as reason_basis,
    -- What was recorded, even where the case went on all the same; that clash is a finding.
    case when outcome is not null then is_flagged end as no_further_action,
    cast(decided_at as date) as decided_on,
    decided_at,
    joins_open_case,
    day_ordinal
from judged
