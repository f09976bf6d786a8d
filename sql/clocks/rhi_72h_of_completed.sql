/*---
clock: rhi_72h_of_completed
title: Return interviews that took place, within 72 hours of the child coming back
domain: missing
limit: 72
unit: hours
counted_on: starts_on
open_rows: left_out
place_at: starts_on
standard: local
better: high
needs: [ssd_missing, ext_return_interview]
version: 1
effective_from: 2014-01-01
source: As Missing People counts it (63% on average in 2023-24)
counted: Interviews that took place within 72 hours
among: Returns in the period after which an interview took place
left_out: Returns without an interview; away without leave with the whereabouts known
beware: Higher than rhi_72h whenever an interview is missing, because only those that took place are in it.
category: Looked after or not when the child went missing
---*/
select
    subject_key,
    child_key,
    starts_on,
    stops_on,
    starts_at,
    stops_at,
    limit_value,
    limit_unit,
    case when is_looked_after then 'looked after' else 'not looked after' end as category,
    excluded_because
from rhi_clock
where is_interviewed
