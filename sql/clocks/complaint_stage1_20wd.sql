/*---
clock: complaint_stage1_20wd
title: Extended complaints at stage 1 answered within 20 working days
domain: complaints
limit: 20
unit: working_days
counted_on: stops_on
open_rows: late_when_overdue
place_at: starts_on
standard: statutory
better: high
needs: [ext_complaint]
category: what the complaint is about
counted: Extended complaints answered by the twentieth working day after they came in
among: Complaints at stage 1 with an agreed extension, answered in the period or overdue in it
left_out: Complaints without an extension, withdrawn, or outside the procedure
beware: Read it beside the 10 days; the two are never added up
version: 1
effective_from: 2006-09-01
source: Children Act 1989 Representations Procedure (England) Regulations 2006 (SI 2006/1738), regulation 14
---*/
select
    complaint_key as subject_key,
    child_key,
    team_key,
    received_on as starts_on,
    responded_on as stops_on,
    theme as category,
    case
        when is_withdrawn then 'withdrawn'
        when not is_within_procedure then 'not within the procedure'
        when not is_extended then 'no extension was agreed'
    end as excluded_because
from fct_complaint
where stage = '1'
