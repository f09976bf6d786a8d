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
-- Compared as the mapping is kept: lower case, trimmed, blanks squeezed, every dash alike.
with reasons as (
    select
        exco_person_id, record, exco_entity, cast(exco_decided_at as date) as decided_on,
        regexp_replace(regexp_replace(lower(trim(exco_reason)), '[‐‑‒–—―−]', '-', 'g'), '\s+', ' ', 'g')
            as folded
    from ext_contact_outcome
    where exco_reason is not null
)

select o.exco_person_id as child_id, o.record
from reasons as o
cross join this_run as r
where o.folded not in (
    'nfa', 'no further action', 'none', 'n/a', 'na', '-', '.', 'other', 'see notes', 'see note'
)
    and not exists (
        select 1 from mapping_no_further_action as m
        where m.entity = o.exco_entity
            and m.source_field = 'exco_reason'
            and m.source_value_folded = o.folded
            and (m.valid_from is null or m.valid_from <= coalesce(o.decided_on, r.as_at))
            and (m.valid_to is null or m.valid_to >= coalesce(o.decided_on, r.as_at))
    )
