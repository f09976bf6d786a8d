/*---
clock: rhi_72h
title: Return interview within 72 hours of a missing child coming back
domain: missing
limit: 72
unit: hours
counted_on: starts_on
open_rows: late_when_overdue
awaiting_state: not_due
place_at: starts_on
standard: statutory
better: high
needs: [ssd_missing, ext_return_interview]
version: 1
effective_from: 2014-01-01
source: Statutory guidance on children who run away or go missing from home or care (2014)
counted: Interviews that took place within 72 hours
among: Returns in the period, the interview not declined, that were interviewed or have waited for more than 72 hours
left_out: >
    Interviews that the child declined; children not back yet; away without leave with the whereabouts known;
    with return_interview_missing_again = left_out, a child missing again before 72 hours had passed
beware: Clock hours, weekends too. Where only days are known the limit is three calendar days, and the value is in days.
category: Who interviews
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
    true as awaits_first,
    provider as category,
    case when is_declined then 'declined' else excluded_because end as excluded_because
from rhi_clock
