/*---
measure: caseload_avg_national
title: Cases per full-time social worker who holds cases, at 30 September
domain: caseload
kind: ratio
unit: cases per FTE
standard: published
better: low
needs: [ext_allocation, ext_worker]
counted: Cases held on 30 September
among: Full-time equivalents of the social workers who held them, agency workers included
left_out: Workers without cases, as those who are away
beware: Once a year; the figure of the last 12 months is that of the latest 30 September
version: 1
effective_from: 2017-09-30
source: DfE children's social work workforce census, 2025 indicators
---*/
select
    surrogate(concat_ws('|', 'caseload', worker_key, taken_on)) as subject_key,
    cast(null as text) as child_key,
    team_key,
    worker_key,
    taken_on as counted_on,
    true as in_denominator,
    cases as numerator_amount,
    full_time_equivalent as denominator_amount,
    cases / cast(nullif(full_time_equivalent, 0) as double) as value,
    case when coalesce(full_time_equivalent, 0) <= 0 then 'the hours of the worker are not known' end
        as excluded_because
from caseload
where month(taken_on) = 9 and dayofmonth(taken_on) = 30
