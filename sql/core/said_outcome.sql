/*---
table: said_outcome
schema: temp
title: Every reason and outcome that was delivered in words, with what the council's mapping makes of it
after: [event_day, next_step]
source: >
    The council's mapping as it stood on the day of the event, for this case system or for any; the row of the system
    itself comes first, then the one that began last. A blank, or words that say nothing, is "no reason recorded" (no
    code here); a reason that the mapping does not know is "unmapped" (UM). The two stay apart.
---*/
with said as (
    select
        exco_entity as entity,
        exco_id as source_id,
        exco_person_id as person_id,
        exco_decided_at as decided_at,
        exco_decided_by as decided_by,
        folded(exco_reason) as reason,
        folded(exco_outcome) as outcome,
        coalesce(event_day.event_on, cast(exco_decided_at as date), this_run.as_at) as event_on,
        row_number() over (
            partition by exco_entity, exco_id, exco_person_id
            order by
                coalesce(exco_order, 1), exco_decided_at nulls last, exco_reason nulls last, exco_outcome nulls last,
                exco_decided_by nulls last
        ) as turn
    from ext_contact_outcome
    cross join this_run
    left join event_day
        on ext_contact_outcome.exco_entity = event_day.entity
        and ext_contact_outcome.exco_id = event_day.source_id
        and ext_contact_outcome.exco_person_id = event_day.person_id
),

wanted as (
    select entity, 'reason' as field, reason as words, event_on from said
    where reason is not null
    union
    select entity, 'outcome', outcome, event_on from said
    where outcome is not null
),

mapped as (
    select
        wanted.entity,
        wanted.field,
        wanted.words,
        wanted.event_on,
        arg_min(
            (nullif(mapping.reason_code, ''), nullif(mapping.disposition, '')),
            (
                mapping.source_system = 'any',
                date '9999-12-31' - coalesce(mapping.valid_from, date '1900-01-01'),
                coalesce(mapping.reason_code, ''),
                coalesce(mapping.disposition, '')
            )
        ) as meaning
    from wanted
    cross join this_run
    inner join mapping_no_further_action as mapping
        on wanted.entity = mapping.entity
        and wanted.field = case mapping.source_field when 'next_step' then 'outcome' else mapping.source_field end
        and wanted.words = mapping.source_value_folded
        and mapping.source_system in (this_run.system, 'any')
        and wanted.event_on >= coalesce(mapping.valid_from, date '1900-01-01')
        and wanted.event_on <= coalesce(mapping.valid_to, date '9999-12-31')
    group by wanted.entity, wanted.field, wanted.words, wanted.event_on
)

select
    said.entity,
    said.source_id,
    said.person_id,
    said.turn,
    said.event_on,
    said.decided_at,
    said.decided_by,
    said.reason as said_reason,
    said.outcome is not null as has_outcome,
    case
        when by_reason.meaning[1] is not null then by_reason.meaning[1]
        when said.reason not in ('nfa', 'no further action', 'none', 'n/a', '-', 'see notes', 'other') then 'UM'
    end as reason_code,
    by_reason.meaning[2] as disposition,
    coalesce(by_outcome.meaning[1], case when by_outcome.words is null then next_step.reason_code end)
        as next_reason_code,
    coalesce(by_outcome.meaning[2], next_step.disposition) as next_disposition
from said
left join mapped as by_reason
    on by_reason.field = 'reason'
    and said.entity = by_reason.entity
    and said.reason = by_reason.words
    and said.event_on = by_reason.event_on
left join mapped as by_outcome
    on by_outcome.field = 'outcome'
    and said.entity = by_outcome.entity
    and said.outcome = by_outcome.words
    and said.event_on = by_outcome.event_on
left join next_step on said.outcome = next_step.said
