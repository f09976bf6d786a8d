/*---
table: placed
schema: main
title: District, team, worker and managers of a row on a date; worked out once for every row that asks
after: [clock_state, running_clock, counted_row, no_further_action_stage]
source: >
    The row's own team, else the team that held the child that day; the team's district, else that of the child's
    home. Managers are those the team answered to that day. A row without a child goes by its team alone.
    Whatever is still running asks a second time, for the as-at date: who has it now.
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

team_then as (
    -- The row's own team, else the team that held the child that day.
    select
        asked.*,
        case
            when asked.team_key > 0 then asked.team_key
            when held.started_on is not null and coalesce(held.ended_on, date '9999-12-31') >= asked.place_on
                then coalesce(held.team_key, -1)
            else -1
        end as team_then_key,
        case
            when held.started_on is not null and coalesce(held.ended_on, date '9999-12-31') >= asked.place_on
                then coalesce(held.worker_key, -1)
            else -1
        end as worker_then_key
    from asked
    asof left join child_team as held
        on asked.child_key = held.child_key and asked.place_on >= held.started_on
),

place_then as (
    select
        team_then.*,
        place.team_place_key,
        place.locality_key as locality_of_team,
        place.group_manager,
        place.assistant_director
    from team_then
    asof left join team_place as found
        on team_then.team_then_key = found.team_key and team_then.place_on >= found.valid_from
    left join team_place as place
        on found.team_place_key = place.team_place_key
        and coalesce(place.valid_to, date '9999-12-31') >= team_then.place_on
)

select
    place_then.child_key,
    place_then.team_key,
    place_then.place_on,
    place_then.team_then_key,
    place_then.worker_then_key,
    coalesce(place_then.team_place_key, -1) as team_place_key,
    coalesce(
        place_then.locality_of_team,
        case
            when home.valid_from is not null and coalesce(home.valid_to, date '9999-12-31') >= place_then.place_on
                then home.locality_key
        end,
        -1
    ) as locality_key,
    coalesce(place_then.group_manager, 'Unknown') as group_manager,
    coalesce(place_then.assistant_director, 'Unknown') as assistant_director
from place_then
asof left join child_place as home
    on place_then.child_key = home.child_key and place_then.place_on >= home.valid_from
