/*---
measure: caseload_avg_team
title: Cases per full-time social worker who holds cases
domain: caseload
kind: ratio
unit: cases per FTE
counted_on: as_at
standard: local
better: low
needs: [ext_allocation, ext_worker]
counted: Open cases held by case-holding social workers on the day
among: Full-time equivalents of those workers, agency workers included
left_out: Workers without cases, and workers whose hours are not known
beware: A team is pooled - 30 cases over 2.0 full-time workers are 15.0, whatever each of them holds
version: 1
effective_from: 2019-04-01
source: Local
---*/
select
    caseload.worker_key as subject_key,
    cast(null as text) as child_key,
    caseload.team_key,
    caseload.worker_key,
    caseload.taken_on as counted_on,
    true as in_denominator,
    caseload.cases as numerator_amount,
    caseload.full_time_equivalent as denominator_amount,
    caseload.cases / cast(nullif(caseload.full_time_equivalent, 0) as double) as value,
    case when coalesce(caseload.full_time_equivalent, 0) <= 0 then 'the hours of the worker are not known' end
        as excluded_because
from caseload
inner join snapshot on caseload.taken_on = snapshot.taken_on
