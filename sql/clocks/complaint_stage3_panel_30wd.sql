/*---
clock: complaint_stage3_panel_30wd
title: Review panels held within 30 working days of the request
domain: complaints
limit: 30
unit: working_days
counted_on: starts_on
open_rows: late_when_overdue
place_at: starts_on
standard: statutory
better: high
needs: [ext_complaint]
category: what the complaint is about
counted: Panels that met by the thirtieth working day after the request
among: Panels asked for in the period that met or are overdue
left_out: Requests that were withdrawn or do not fall under the procedure
beware: A panel that is planned for a later day has not met
version: 1
effective_from: 2006-09-01
source: Children Act 1989 Representations Procedure (England) Regulations 2006 (SI 2006/1738), regulation 19(4)
---*/
select
    complaint_key as subject_key,
    child_key,
    team_key,
    received_on as starts_on,
    panel_on as stops_on,
    theme as category,
    case
        when is_withdrawn then 'withdrawn'
        when not is_within_procedure then 'not within the procedure'
    end as excluded_because
from fct_complaint
where stage = '3'
