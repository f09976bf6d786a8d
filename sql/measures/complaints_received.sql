/*---
measure: complaints_received
title: Complaints received at stage 1
domain: complaints
kind: count
standard: local
better: neutral
needs: [ext_complaint]
category: what the complaint is about
counted: Complaints that came in at stage 1, withdrawn ones too
among: Not a share
left_out: Complaints outside the procedure, and the later stages of the same complaint
beware: Few complaints are no proof of good work; read it beside what they are about
version: 1
effective_from: 2016-04-01
source: Local; themes are the council's own list
---*/
select
    complaint_key as subject_key,
    child_key,
    team_key,
    received_on as counted_on,
    true as in_denominator,
    coalesce(theme, 'not recorded') as category,
    case when not is_within_procedure then 'not within the procedure' end as excluded_because
from fct_complaint
where stage = '1'
