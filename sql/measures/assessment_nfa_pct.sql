/*---
measure: assessment_nfa_pct
title: Assessments that ended in no further action
domain: assessments
kind: proportion
standard: local
better: neutral
needs: [ssd_cin_assessments, ssd_cin_episodes]
version: 1
effective_from: 2013-04-01
counted: Assessments with the outcome no further action, or whose case was closed for it afterwards (RC8)
among: Assessments signed off in the period
left_out: Assessments that are still open
beware: A case that went to early help (RC9) is no reason to be counted here; see assessment_to_early_help_pct
category: the child's primary need at referral
source: CIN census guide, reasons for closure; near to not in need in DfE table C1
---*/
select
    assessment_key as subject_key,
    child_key,
    team_key,
    worker_key,
    authorised_on as counted_on,
    need_code as category,
    coalesce(no_further_action, false) or coalesce(referral_close_reason = 'RC8', false) as in_numerator,
    true as in_denominator
from fct_assessment
where authorised_on is not null
