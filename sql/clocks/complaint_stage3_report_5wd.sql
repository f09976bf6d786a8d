/*---
clock: complaint_stage3_report_5wd
title: Findings of review panels sent within 5 working days of the panel
domain: complaints
limit: 5
unit: working_days
counted_on: starts_on
open_rows: late_when_overdue
place_at: starts_on
standard: statutory
better: high
needs: [ext_complaint]
category: what the complaint is about
counted: Panels whose findings went out by the fifth working day after they met
among: Panels that met in the period and reported or are overdue
left_out: Requests that were withdrawn or do not fall under the procedure
beware: The day of the panel is day 0
version: 1
effective_from: 2006-09-01
source: Children Act 1989 Representations Procedure (England) Regulations 2006 (SI 2006/1738), regulation 20
---*/
select
    complaint_key as subject_key,
    child_key,
    team_key,
    panel_on as starts_on,
    report_sent_on as stops_on,
    theme as category,
    case
        when is_withdrawn then 'withdrawn'
        when not is_within_procedure then 'not within the procedure'
    end as excluded_because
from fct_complaint
cross join this_run
-- Until a panel has met there is nothing to report.
where stage = '3' and (panel_on <= this_run.as_at or report_sent_on is not null)
