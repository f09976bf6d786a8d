/*---
table: outcome_reason
schema: main
title: Why a contact or referral ended in no further action, by the council's own mapping
after: []
source: >
    The council's mapping file. A blank, or words that say nothing, is "no reason recorded" (NR);
    a reason that the mapping does not know is "unmapped" (UM). The two stay apart.
---*/
with said as (
    select
        exco_entity as entity,
        exco_id as source_id,
        exco_person_id as person_id,
        exco_reason,
        exco_outcome,
        exco_decided_at,
        folded(exco_reason) as folded_reason,
        row_number() over (
            partition by exco_entity, exco_id, exco_person_id
            order by exco_decided_at nulls last, exco_reason nulls last, exco_outcome nulls last
        ) as turn
    from ext_contact_outcome
)

select
    said.entity,
    said.source_id,
    said.person_id,
    said.exco_decided_at as decided_at,
    case
        when said.folded_reason is null
            or said.folded_reason in ('nfa', 'no further action', 'none', 'n/a', '-', 'see notes', 'other')
            then coalesce(min(mapping.reason_code), 'NR')
        else coalesce(min(mapping.reason_code), 'UM')
    end as reason_code,
    case when min(mapping.reason_code) is not null then 'recorded' else 'none' end as reason_basis,
    min(mapping.disposition) as disposition
from said
cross join this_run
left join mapping_no_further_action as mapping
    on mapping.entity = said.entity
    and mapping.source_field = 'reason'
    and mapping.source_value_folded = said.folded_reason
    and (mapping.source_system = this_run.system or mapping.source_system = 'any')
    and this_run.as_at >= coalesce(mapping.valid_from, date '1900-01-01')
    and this_run.as_at <= coalesce(mapping.valid_to, date '9999-12-31')
where said.turn = 1
group by said.entity, said.source_id, said.person_id, said.exco_decided_at, said.folded_reason
