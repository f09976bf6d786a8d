/*---
measure: days_unallocated
title: Days from the decision to a qualified case holder, on average
domain: caseload
kind: mean
unit: days
standard: local
better: low
needs: [ext_allocation]
category: the kind of case
counted: Calendar days from the decision to the first qualified case holder; to the as-at date while there is none
among: Cases decided on in the period
left_out: Cases that were allocated before the decision or have no day of it
beware: The figure of a month goes on growing while some of its cases wait
version: 1
effective_from: 2014-04-01
source: Local
---*/
select
    allocation_case.case_key as subject_key,
    allocation_case.child_key,
    allocation_case.team_key,
    allocation_case.worker_key,
    allocation_case.decided_on as counted_on,
    true as in_denominator,
    allocation_case.case_type as category,
    cast(
        least(coalesce(allocation_case.allocated_on, allocation_case.ended_on, this_run.as_at), this_run.as_at)
        - allocation_case.decided_on as decimal(18, 4)
    ) as numerator_amount,
    cast(numerator_amount as double) as value,
    case
        when allocation_case.decided_on is null then 'no day of the decision'
        when coalesce(allocation_case.allocated_on, allocation_case.ended_on) < allocation_case.decided_on
            then 'allocated before the decision'
    end as invalid_because
from allocation_case
cross join this_run
