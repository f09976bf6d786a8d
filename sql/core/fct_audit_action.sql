/*---
table: fct_audit_action
title: Actions that came out of audits
after: []
---*/
with action as (
    select
        *,
        row_number() over (
            partition by exaa_id
            order by
                exaa_due_on nulls last, exaa_completed_on nulls last, exaa_team_id nulls last, exaa_owner nulls last
        ) as turn
    from ext_audit_action
)

select
    surrogate(concat_ws('|', 'audit_action', this_run.authority, exaa_id, turn)) as audit_action_key,
    surrogate('audit|' || this_run.authority || '|' || exaa_audit_id) as audit_key,
    surrogate('team|' || this_run.authority || '|' || exaa_team_id) as team_key,
    surrogate('worker|' || this_run.authority || '|' || exaa_owner) as owner_key,
    exaa_due_on as due_on,
    exaa_completed_on as completed_on
from action
cross join this_run
