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
-- Compared as the mapping is kept: lower case, trimmed, blanks squeezed, every dash alike. Words that
-- say nothing are a missing reason, which is another rule's matter.
with reasons as (
    select
        exco_person_id, record, exco_entity,
        regexp_replace(regexp_replace(lower(trim(exco_reason)), '[‐‑‒–—―−]', '-', 'g'), '\s+', ' ', 'g')
            as folded
    from ext_contact_outcome
    where exco_reason is not null
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
            and (m.valid_from is null or m.valid_from <= r.as_at)
            and (m.valid_to is null or m.valid_to >= r.as_at)
    )
