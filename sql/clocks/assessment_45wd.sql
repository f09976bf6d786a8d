/*---
clock: assessment_45wd
title: Assessments completed within 45 working days, from the start of the assessment
domain: assessments
limit: 45
unit: working_days
counted_on: stops_on
open_rows: left_out
place_at: stops_on
standard: published
better: high
needs: [ssd_cin_assessments]
version: 2
effective_from: 2013-04-01
counted: Assessments signed off no later than the 45th working day after the day on which they began
among: Assessments signed off in the period
left_out: Assessments that are still open; those without a start, or signed off before it, are invalid
beware: Only finished work is in it, so clearing a backlog lowers the figure
category: the child's primary need at referral
source: DfE children in need statistics, table C2; Working Together to Safeguard Children
---*/
select
    assessment_key as subject_key,
    child_key,
    team_key,
    worker_key,
    started_on as starts_on,
    authorised_on as stops_on,
    need_code as category
from fct_assessment
