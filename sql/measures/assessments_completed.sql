/*---
measure: assessments_completed
title: Assessments completed
domain: assessments
kind: count
standard: published
better: neutral
needs: [ssd_cin_assessments]
version: 1
effective_from: 2013-04-01
counted: Assessments signed off in the period
among: Nothing; it is a count
left_out: Assessments that are still open
beware: It counts assessments, and a child may have several
category: the child's primary need at referral
source: DfE children in need statistics, table C2
---*/
select
    assessment_key as subject_key,
    child_key,
    team_key,
    worker_key,
    authorised_on as counted_on,
    need_code as category,
    true as in_numerator,
    true as in_denominator
from fct_assessment
where authorised_on is not null
