/*---
clock: assessment_median_days
title: Median length of completed assessments in working days
domain: assessments
limit: 45
unit: working_days
figure: median
counted_on: stops_on
open_rows: left_out
place_at: stops_on
standard: published
better: low
needs: [ssd_cin_assessments]
version: 1
effective_from: 2013-04-01
counted: The middle length, in working days from start to sign-off; of two in the middle, their mean
among: Assessments signed off in the period
left_out: Assessments that are still open; those without a start, or signed off before it, are invalid
beware: Medians of teams or months are never averaged into one; each is taken over its own rows
source: DfE children in need statistics, table C2
---*/
select
    assessment_key as subject_key,
    child_key,
    team_key,
    worker_key,
    started_on as starts_on,
    authorised_on as stops_on
from fct_assessment
