/*---
rule: no_further_action_reason_unmapped
return: local
title: A reason for no further action is not in the authority's mapping
severity: warning
table: ext_contact_outcome
columns: [exco_reason]
fix: Add the reason to mappings/no_further_action.csv with the code it stands for.
source: Caseclock, local rule
---*/
-- Compared as the mapping is kept: lower case, trimmed, blanks squeezed, every dash alike; by the mapping as it
-- stood on the day of the contact, referral, assessment or enquiry. Words that say nothing are a missing reason,
-- which is another rule's matter.
with event as (
    select
        'contact' as entity, cont_contact_id as id, cont_person_id as person_id,
        cast(cont_contact_date as date) as event_on
    from ssd_contacts
    union all
    select 'referral', cine_referral_id, cine_person_id, cine_referral_date
    from ssd_cin_episodes
    union all
    select
        'assessment', cina_assessment_id, cina_person_id,
        coalesce(cina_assessment_auth_date, cina_assessment_start_date)
    from ssd_cin_assessments
    union all
    select 'section_47', s47e_s47_enquiry_id, s47e_person_id, coalesce(s47e_s47_end_date, s47e_s47_start_date)
    from ssd_s47_enquiry
),

reasons as (
    select
        o.exco_person_id, o.record, o.exco_entity,
        coalesce(min(e.event_on), cast(min(o.exco_decided_at) as date)) as event_on,
        regexp_replace(
            regexp_replace(lower(trim(replace(o.exco_reason, chr(160), ' '))), '[‐‑‒–—―−]', '-', 'g'), '\s+', ' ', 'g'
        ) as folded
    from ext_contact_outcome as o
    left join event as e
        on e.entity = o.exco_entity and e.id = o.exco_id and e.person_id = o.exco_person_id
    where o.exco_reason is not null
    group by o.exco_person_id, o.record, o.exco_entity, o.exco_reason
)

select o.exco_person_id as child_id, o.record
from reasons as o
where o.folded not in ('nfa', 'no further action', 'none', 'n/a', '-', 'see notes', 'other')
    and not exists (
        select 1 from mapping_no_further_action as m, this_run as r
        where m.entity = o.exco_entity
            and m.source_field = 'reason'
            and m.source_value_folded = o.folded
            and m.source_system in (r.system, 'any')
            and (m.valid_from is null or m.valid_from <= coalesce(o.event_on, r.as_at))
            and (m.valid_to is null or m.valid_to >= coalesce(o.event_on, r.as_at))
    )
