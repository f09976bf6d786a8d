/*---
clock: complaint_stage2_25wd
title: Complaints at stage 2 answered within 25 working days, or 65 where an extension was agreed
domain: complaints
limit: 25
unit: working_days
counted_on: stops_on
open_rows: late_when_overdue
place_at: starts_on
standard: statutory
better: high
needs: [ext_complaint]
category: what the complaint is about
counted: Investigations answered within their limit
among: Investigations answered in the period, and open ones whose limit passed in it
left_out: Complaints that were withdrawn or do not fall under the procedure
beware: The clock starts when the statement of complaint was agreed, often days after stage 2 was asked for
version: 1
effective_from: 2006-09-01
source: Children Act 1989 Representations Procedure (England) Regulations 2006 (SI 2006/1738), regulation 17
---*/
select
    complaint_key as subject_key,
    child_key,
    team_key,
    received_on as starts_on,
    responded_on as stops_on,
    theme as category,
    case when is_extended then 65 else 25 end as limit_value,
    case
        when is_withdrawn then 'withdrawn'
        when not is_within_procedure then 'not within the procedure'
    end as excluded_because
from fct_complaint
where stage = '2'
