/*---
table: placed
schema: temp
title: District, team, worker and managers of a row on a date; worked out once for every row that asks
after: [clock_state, running_clock, counted_row, no_further_action_stage]
source: >
    The row's own team, else the team that held the child that day; the team's district, else that of the child's
    home. Managers are those the team answered to that day. A row without a child goes by its team alone.
    Whatever is still running asks a second time, for the as-at date: who has it now. The spells of a child, a team
    and a home do not overlap, so each join finds one at most.
---*/
with asked as (
    select child_key, team_key, place_on from clock_state
    union
    select child_key, team_key, place_on from counted_row
    union
    select child_key, team_key, counted_on from no_further_action_stage
    union
    select child_key, team_key, as_at from running_clock
),

home as (
    select
        child_key,
        locality_key,
        valid_from,
        least(
            coalesce(valid_to, date '9999-12-31'),
            coalesce(lead(valid_from) over (partition by child_key order by valid_from) - 1, date '9999-12-31')
        ) as valid_to
    from child_place
),

team_then as (
    select
        asked.*,
        case when asked.team_key > 0 then asked.team_key else coalesce(held.team_key, -1) end as team_then_key,
        coalesce(held.worker_key, -1) as worker_then_key,
        home.locality_key as locality_of_home
    from asked
    left join child_team as held
        on asked.child_key = held.child_key
        and asked.place_on >= held.started_on
        and asked.place_on <= coalesce(held.ended_on, date '9999-12-31')
    left join home
        on asked.child_key = home.child_key
        and asked.place_on >= home.valid_from
        and asked.place_on <= home.valid_to
)

select
    team_then.child_key,
    team_then.team_key,
    team_then.place_on,
    team_then.team_then_key,
    team_then.worker_then_key,
    coalesce(place.team_place_key, -1) as team_place_key,
    coalesce(place.locality_key, team_then.locality_of_home, -1) as locality_key
from team_then
left join team_place as place
    on team_then.team_then_key = place.team_key
    and team_then.place_on >= place.valid_from
    and team_then.place_on <= coalesce(place.valid_to, date '9999-12-31')
