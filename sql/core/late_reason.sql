/*---
table: late_reason
schema: temp
title: Why a piece of work was late, as a code; words of no list are "unmapped", so that no free text goes on
after: []
---*/
with said as (
    select
        exlr_measure as measure,
        exlr_id as source_id,
        exlr_person_id as person_id,
        min(folded(exlr_reason)) as reason
    from ext_late_reason
    -- Words that say nothing are no reason.
    where coalesce(folded(exlr_reason), '-') not in ('none', 'n/a', '-', 'not known', 'unknown', 'see notes')
    group by exlr_measure, exlr_id, exlr_person_id
)

select
    said.measure,
    said.source_id,
    said.person_id,
    coalesce(listed.code, 'unmapped') as reason_code
from said
left join late_reason_code as listed on replace(replace(said.reason, ' ', '_'), '-', '_') = listed.code
