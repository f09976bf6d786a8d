/*---
clock: complaint_stage1_10wd
title: Complaints at stage 1 answered within 10 working days
domain: complaints
limit: 10
unit: working_days
counted_on: stops_on
open_rows: late_when_overdue
place_at: starts_on
standard: statutory
better: high
needs: [ext_complaint]
category: what the complaint is about
counted: Complaints answered by the tenth working day after they came in
among: Complaints at stage 1 answered in the period, and those still open when their tenth day passed in it
left_out: Complaints that were withdrawn or do not fall under the procedure
beware: An agreed extension does not move this limit; extended complaints have a measure of their own
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
    end as excluded_because
from fct_complaint
where stage = '1'
