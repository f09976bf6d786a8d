/*---
table: fct_case_audit
title: Case audits, one row an audit and theme; the row without a theme is the grade of the whole
after: [child_of]
source: The grade after moderation stands in place of the auditor's; both are kept
---*/
with audit as (
    select
        ext_case_audit.*,
        child_of.child_key,
        row_number() over (
            partition by exau_id, exau_theme
            order by
                exau_completed_on nulls last, exau_moderated_grade nulls last, exau_grade nulls last,
                exau_team_id nulls last, exau_person_id nulls last, ext_case_audit
        ) as turn,
        bool_or(exau_theme is null) over (partition by exau_id) as has_whole
    from ext_case_audit
    left join child_of on ext_case_audit.exau_person_id = child_of.local_id
    where exau_id is not null
)

select
    surrogate(concat_ws('|', 'audit', this_run.authority, exau_id, coalesce(exau_theme, 'whole'), turn))
        as audit_theme_key,
    surrogate('audit|' || this_run.authority || '|' || exau_id) as audit_key,
    child_key,
    surrogate('team|' || this_run.authority || '|' || exau_team_id) as team_key,
    surrogate('worker|' || this_run.authority || '|' || exau_auditor) as auditor_key,
    case when length(exau_theme) <= 40 then exau_theme when exau_theme is not null then 'not from the list' end
        as theme,
    exau_completed_on as completed_on,
    exau_grade as auditor_grade,
    exau_moderated_grade as moderated_grade,
    coalesce(exau_moderated_grade, exau_grade) as grade,
    -- Where the whole was graded, its themes are not audits of their own.
    exau_theme is null or not has_whole as is_whole
from audit
cross join this_run
