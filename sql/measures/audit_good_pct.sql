/*---
measure: audit_good_pct
title: Case audits that are good or better
domain: audit
kind: proportion
standard: local
better: high
needs: [ext_case_audit]
category: the theme
counted: Audits graded good or outstanding, after moderation
among: Case audits completed in the period
left_out: Audits that are not completed
beware: A completed audit without a grade is in the whole and not good
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
    coalesce(grade in ('outstanding', 'good'), false) as in_numerator,
    coalesce(theme, 'the whole') as category
from fct_case_audit
where is_whole and completed_on is not null
