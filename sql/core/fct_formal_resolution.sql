/*---
table: fct_formal_resolution
title: Formal resolutions raised by reviewing officers and conference chairs, one row a resolution and stage
after: [child_of]
source: >
    A stage is over when it was resolved or when the next one was raised. The resolution as a whole runs from its
    first stage to the end of its last.
---*/
with stage as (
    select
        ext_formal_resolution.*,
        child_of.child_key,
        row_number() over (
            partition by exfr_id, exfr_stage
            order by
                exfr_raised_on nulls last, exfr_resolved_on nulls last, exfr_trigger nulls last,
                exfr_person_id nulls last, exfr_team_id nulls last, ext_formal_resolution
        ) as turn
    from ext_formal_resolution
    left join child_of on ext_formal_resolution.exfr_person_id = child_of.local_id
),

chained as (
    select
        *,
        row_number() over (stages) = 1 as is_first_stage,
        lead(exfr_stage) over (stages) is null as is_last_stage,
        lead(exfr_raised_on) over (stages) as next_raised_on,
        min(exfr_raised_on) over (partition by exfr_id) as whole_raised_on,
        max(exfr_stage) over (partition by exfr_id) as highest_stage,
        bool_or(coalesce(exfr_withdrawn = 'Y', false)) over (partition by exfr_id) as whole_withdrawn
    from stage
    where turn = 1
    window stages as (partition by exfr_id order by exfr_stage nulls last)
),

ended as (
    select
        *,
        max(exfr_resolved_on) filter (where is_last_stage) over (partition by exfr_id) as whole_resolved_on
    from chained
)

select
    surrogate(concat_ws('|', 'formal_resolution', this_run.authority, exfr_id, exfr_stage)) as resolution_stage_key,
    surrogate(concat_ws('|', 'formal_resolution', this_run.authority, exfr_id)) as resolution_key,
    child_key,
    surrogate('team|' || this_run.authority || '|' || exfr_team_id) as team_key,
    surrogate('worker|' || this_run.authority || '|' || exfr_raised_by) as raised_by_key,
    try_cast(exfr_stage as integer) as stage,
    exfr_trigger as trigger_code,
    exfr_raised_on as raised_on,
    exfr_resolved_on as resolved_on,
    least(exfr_resolved_on, next_raised_on) as stage_ended_on,
    whole_raised_on,
    whole_resolved_on,
    try_cast(highest_stage as integer) as highest_stage,
    whole_withdrawn as is_withdrawn,
    is_first_stage,
    is_last_stage
from ended
cross join this_run
