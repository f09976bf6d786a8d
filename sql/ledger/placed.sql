/*---
table: placed
schema: main
title: District and team of a child on a date; worked out once for every row that asks
after: [clock_state, counted_row, no_further_action_stage]
---*/
with asked as (
    select child_key, team_key, place_on from clock_state
    union
    select child_key, team_key, place_on from counted_row
    union
    select child_key, team_key, counted_on from no_further_action_stage
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
        end as team_then_key
    from asked
    asof left join child_team as held
        on asked.child_key = held.child_key and asked.place_on >= held.started_on
),

place_then as (
    select
        team_then.*,
        case
            when place.valid_from is not null and coalesce(place.valid_to, date '9999-12-31') >= team_then.place_on
                then place.locality_key
        end as locality_of_team
    from team_then
    asof left join team_place as place
        on team_then.team_then_key = place.team_key and team_then.place_on >= place.valid_from
)

select
    place_then.child_key,
    place_then.team_key,
    place_then.place_on,
    place_then.team_then_key,
    coalesce(
        place_then.locality_of_team,
        case
            when home.valid_from is not null and coalesce(home.valid_to, date '9999-12-31') >= place_then.place_on
                then home.locality_key
        end,
        -1
    ) as locality_key
from place_then
asof left join child_place as home
    on place_then.child_key = home.child_key and place_then.place_on >= home.valid_from
