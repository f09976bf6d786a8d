/*---
measure: audit_repeat_weakness
title: Themes found weak in two successive audits of a team
domain: audit
kind: proportion
standard: local
better: low
needs: [ext_case_audit]
category: the theme
counted: Themes that require improvement or are inadequate, and were in the team's audit before
among: Themes of a team that had been audited before
left_out: A team's first audit of a theme, and themes without a grade
beware: All audits of one theme on one day are one; the weakest grade of that day stands
version: 1
effective_from: 2014-04-01
source: Local
---*/
with round as (
    select
        team_key,
        theme,
        completed_on,
        min(audit_theme_key) as audit_theme_key,
        bool_or(grade in ('requires_improvement', 'inadequate')) as is_weak
    from fct_case_audit
    where theme is not null and grade is not null and completed_on is not null and team_key is not null
    group by team_key, theme, completed_on
),

paired as (
    select
        *,
        lag(is_weak) over (partition by team_key, theme order by completed_on) as was_weak
    from round
)

select
    audit_theme_key as subject_key,
    cast(null as text) as child_key,
    team_key,
    completed_on as counted_on,
    true as in_denominator,
    is_weak and was_weak as in_numerator,
    theme as category
from paired
where was_weak is not null
