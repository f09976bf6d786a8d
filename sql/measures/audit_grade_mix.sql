/*---
measure: audit_grade_mix
title: Case audits by grade
domain: audit
kind: proportion
standard: local
better: neutral
needs: [ext_case_audit]
category: the theme
counted: Audits of each grade
among: Case audits completed in the period
left_out: Audits that are not completed
beware: The moderated grade stands in place of the auditor's; without a grade of the whole, each theme counts
version: 1
effective_from: 2016-04-01
source: Local
---*/
select
    audit_theme_key as subject_key,
    child_key,
    team_key,
    auditor_key as worker_key,
    completed_on as counted_on,
    true as in_denominator,
    true as in_numerator,
    coalesce(grade, 'not_graded') as band,
    coalesce(theme, 'the whole') as category
from fct_case_audit
where is_whole and completed_on is not null
