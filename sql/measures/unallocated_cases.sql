/*---
measure: unallocated_cases
title: Open cases without a qualified case holder
domain: caseload
kind: count
counted_on: as_at
standard: local
better: low
needs: [ext_allocation]
category: the kind of case
counted: Open cases that no qualified case holder has on the day
among: Not a share; the value of a row is the days without one
beware: Duty, a manager or a co-worker is no case holder; a case that waits must have a row in the feed to be seen
version: 1
effective_from: 2014-04-01
source: Local; lists of children without a social worker, as inspectors ask for them
---*/
with waiting as (
    select
        allocation_case.case_key,
        snapshot.taken_on,
        max(
            case when held.case_key is not null then coalesce(held.ended_on, snapshot.taken_on + 1) end
        ) as held_until_on
    from allocation_case
    inner join snapshot
        on allocation_case.opened_on <= snapshot.taken_on
        and coalesce(allocation_case.ended_on, date '9999-12-31') > snapshot.taken_on
    left join fct_allocation as held
        on allocation_case.case_key = held.case_key
        and held.is_case_holding
        and held.started_on <= snapshot.taken_on
    group by allocation_case.case_key, snapshot.taken_on
    having coalesce(held_until_on <= snapshot.taken_on, true)
)

select
    allocation_case.case_key as subject_key,
    allocation_case.child_key,
    allocation_case.team_key,
    waiting.taken_on as counted_on,
    true as in_denominator,
    allocation_case.case_type as category,
    cast(waiting.taken_on - coalesce(waiting.held_until_on, allocation_case.opened_on) as double) as value
from waiting
inner join allocation_case on waiting.case_key = allocation_case.case_key
