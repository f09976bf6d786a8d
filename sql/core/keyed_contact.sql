/*---
table: keyed_contact
schema: temp
title: Contacts as delivered, with the key that the same contact has on every night
after: [child_of, outcome_reason]
---*/
with contact as (
    select
        ssd_contacts.*,
        child_of.child_key,
        cast(cont_contact_date as date) as contact_on,
        -- The department's codes and a system's own numbers; words stay out of the star.
        case when regexp_full_match(cont_contact_source_code, '[0-9]+[A-Za-z]?') then cont_contact_source_code end
            as source_code,
        outcome_reason.decided_at,
        outcome_reason.decided_by,
        outcome_reason.has_outcome,
        outcome_reason.reason_code,
        outcome_reason.disposition,
        outcome_reason.next_reason_code,
        outcome_reason.next_disposition,
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
)

select
    contact.*,
    surrogate(concat_ws('|', 'contact', child_key, contact_on, day_ordinal)) as contact_key,
    row_number() over (partition by child_key, contact_on, source_code order by day_ordinal) > 1 as is_repeat_message
from contact
