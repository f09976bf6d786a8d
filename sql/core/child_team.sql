/*---
table: child_team
title: Which team and worker held a child, from one date to the next
after: [child_of, dim_team, dim_worker]
source: >
    Several workers may be involved at once. On each day the case worker (role CW) comes first, then whoever
    came last; the spells do not overlap, and days without anybody are in none.
---*/
with involvement as (
    select
        child_of.child_key,
        invo_involvement_start_date as started_on,
        invo_involvement_end_date as ended_on,
        surrogate('team|' || this_run.authority || '|' || invo_professional_team) as team_key,
        surrogate('worker|' || this_run.authority || '|' || invo_professional_id) as worker_key,
        (
            coalesce(upper(invo_professional_role_id) <> 'CW', true),
            -datediff('day', date '1900-01-01', invo_involvement_start_date),
            -- Two from the same day: the one who stays longer, then the smaller code.
            -coalesce(datediff('day', date '1900-01-01', invo_involvement_end_date), 99999),
            coalesce(invo_professional_team, ''),
            coalesce(invo_professional_id, '')
        ) as turn
    from ssd_involvements
    cross join this_run
    inner join child_of on ssd_involvements.invo_person_id = child_of.local_id
    where invo_involvement_start_date is not null
),

change as (
    select child_key, started_on as changed_on from involvement
    union
    select child_key, ended_on + 1 from involvement
    where ended_on is not null
),

spell as (
    select
        child_key,
        changed_on as started_on,
        lead(changed_on) over (partition by child_key order by changed_on) - 1 as ended_on
    from change
)

select
    spell.child_key,
    spell.started_on,
    arg_min(coalesce(involvement.team_key, -1), involvement.turn) as team_key,
    arg_min(coalesce(involvement.worker_key, -1), involvement.turn) as worker_key,
    spell.ended_on
from spell
inner join involvement
    on spell.child_key = involvement.child_key
    and involvement.started_on <= spell.started_on
    and coalesce(involvement.ended_on, date '9999-12-31') >= spell.started_on
group by spell.child_key, spell.started_on, spell.ended_on
