/*---
clock: complaints_open_overdue
title: Open complaints past the limit of what is awaited
domain: complaints
limit: 10
unit: working_days
counted_on: as_at
open_rows: judged
numerator: late
place_at: as_at
standard: local
better: low
needs: [ext_complaint]
category: the stage of the complaint
counted: Open complaints past the limit of the step that is awaited - the answer, the panel, its findings, the response
among: Complaints that were open on the day
left_out: Complaints that were withdrawn or do not fall under the procedure
beware: An agreed extension counts here, unlike in the 10 days of stage 1
version: 1
effective_from: 2016-04-01
source: Local, with the limits of the regulations (SI 2006/1738)
---*/
select
    complaint_key as subject_key,
    child_key,
    team_key,
    starts_on,
    stops_on,
    limit_value,
    'stage ' || stage as category,
    excluded_because
from complaint_step
