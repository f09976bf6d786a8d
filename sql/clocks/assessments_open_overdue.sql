/*---
clock: assessments_open_overdue
title: Open assessments that have run for more than 45 working days
domain: assessments
limit: 45
unit: working_days
counted_on: as_at
open_rows: judged
numerator: late
place_at: as_at
standard: local
better: low
needs: [ssd_cin_assessments]
version: 1
effective_from: 2013-04-01
counted: Open assessments that began more than 45 working days before the date
among: Assessments that were open on the date
left_out: Assessments signed off by then; a suspended case stays in
beware: Day 45 itself is not overdue; a finished late assessment leaves this figure and enters assessment_45wd
source: Working Together to Safeguard Children; day 45 itself is not overdue
---*/
select
    assessment_key as subject_key,
    child_key,
    team_key,
    worker_key,
    started_on as starts_on,
    authorised_on as stops_on
from fct_assessment
