/*---
clock: complaint_stage3_response_15wd
title: Responses to review panels sent within 15 working days of their findings
domain: complaints
limit: 15
unit: working_days
counted_on: starts_on
open_rows: late_when_overdue
place_at: starts_on
standard: statutory
better: high
needs: [ext_complaint]
category: what the complaint is about
counted: Responses sent by the fifteenth working day after the authority had the findings
among: Findings received in the period that were answered or are overdue
left_out: Requests that were withdrawn or do not fall under the procedure
beware: The clock starts when the findings were received, not when the panel met
version: 1
effective_from: 2006-09-01
source: Children Act 1989 Representations Procedure (England) Regulations 2006 (SI 2006/1738), regulation 20
---*/
select
    complaint_key as subject_key,
    child_key,
    team_key,
    findings_received_on as starts_on,
    responded_on as stops_on,
    theme as category,
    case
        when is_withdrawn then 'withdrawn'
        when not is_within_procedure then 'not within the procedure'
    end as excluded_because
from fct_complaint
cross join this_run
-- Until the authority has the findings there is nothing to answer.
where stage = '3' and (findings_received_on <= this_run.as_at or responded_on is not null)
