/*---
measure: assessment_to_early_help_pct
title: Assessments after which the case was closed to early help
domain: assessments
kind: proportion
standard: local
better: neutral
needs: [ssd_cin_assessments, ssd_cin_episodes]
version: 1
effective_from: 2013-04-01
counted: Assessments whose case was closed because it went on to early help (RC9)
among: Assessments signed off in the period
left_out: Assessments that are still open
beware: Stands beside assessment_nfa_pct; an assessment marked no further action whose case closed as RC9 is in both
category: the child's primary need at referral
source: CIN census guide, reasons for closure
---*/
select
    assessment_key as subject_key,
    child_key,
    team_key,
    worker_key,
    authorised_on as counted_on,
    need_code as category,
    coalesce(referral_close_reason = 'RC9', false) as in_numerator,
    true as in_denominator
from fct_assessment
where authorised_on is not null
