/*---
measure: audit_theme_good_pct
title: Themes of case audits that are good or better
domain: audit
kind: proportion
standard: local
better: high
needs: [ext_case_audit]
category: the theme
counted: Themes graded good or outstanding, after moderation
among: Themes of case audits completed in the period
left_out: The grade of the whole, and audits that are not completed
beware: One audit has several themes, so these are not numbers of audits
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
    theme as category
from fct_case_audit
where theme is not null and completed_on is not null
