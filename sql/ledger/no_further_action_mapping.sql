/*---
table: no_further_action_mapping
schema: mart
title: How far the council's mapping reaches - reasons mapped, unmapped and not recorded, by kind of case and month
after: [no_further_action]
source: >
    Everything that ended in no further action, or carries a reason, from the day on which reasons went live.
    Unmapped reasons are told by how many there are; their words stay with the findings.
---*/
with words as (
    select
        said.entity,
        cast(date_trunc('month', said.event_on) as date) as month,
        count(distinct said.said_reason) as unmapped_words
    from said_outcome as said
    where said.reason_code = 'UM'
    group by said.entity, month
),

counted as (
    select
        entity,
        month,
        count(*) as rows_with_a_reason_due,
        count(*) filter (where reason_basis = 'recorded' and reason_code <> 'UM') as mapped,
        count(*) filter (where reason_code = 'UM') as unmapped,
        count(*) filter (where reason_basis in ('flag', 'next_step')) as told_by_outcome,
        count(*) filter (where reason_code = 'NR') as not_recorded
    from no_further_action
    where
        reasons_are_live
        and (counts_nationally or disposition = 'NO_FURTHER_ACTION' or reason_basis = 'recorded')
        and reason_code is not null
    group by entity, month
)

select
    counted.entity,
    this_run.system,
    counted.month,
    counted.rows_with_a_reason_due,
    counted.mapped,
    counted.unmapped,
    counted.told_by_outcome,
    counted.not_recorded,
    coalesce(words.unmapped_words, 0) as unmapped_words
from counted
cross join this_run
left join words on counted.entity = words.entity and counted.month = words.month
