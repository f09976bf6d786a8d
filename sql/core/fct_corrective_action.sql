/*---
table: fct_corrective_action
title: Corrective actions for measures that missed their target
source: Whether a cause, an action and an owner are named is kept, not what they say
after: []
---*/
with action as (
    select
        *,
        row_number() over (
            partition by exca_id
            order by
                exca_measure, exca_month nulls last, exca_locality nulls last, exca_team_id nulls last,
                exca_due_on nulls last, exca_completed_on nulls last, exca_owner nulls last,
                ext_corrective_action
        ) as turn
    from ext_corrective_action
)

select
    surrogate(concat_ws('|', 'corrective_action', this_run.authority, exca_id, turn)) as corrective_action_key,
    case when regexp_full_match(lower(trim(exca_measure)), '[a-z][a-z0-9_]{0,62}') then lower(trim(exca_measure)) end
        as measure,
    cast(date_trunc('month', exca_month) as date) as month_start,
    surrogate('team|' || this_run.authority || '|' || exca_team_id) as team_key,
    surrogate('locality|' || this_run.authority || '|' || lower(exca_locality)) as locality_key,
    surrogate('worker|' || this_run.authority || '|' || exca_owner) as owner_key,
    coalesce(length(trim(exca_cause)) > 0, false) as has_cause,
    coalesce(length(trim(exca_action)) > 0, false) as has_action,
    coalesce(length(trim(exca_owner)) > 0, false) as has_owner,
    exca_due_on as due_on,
    exca_completed_on as completed_on
from action
cross join this_run
