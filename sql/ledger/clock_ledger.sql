/*---
table: clock_ledger
schema: mart
title: Every time that a clock ran, with district and team as they were then
after: [clock_state, placed]
---*/
select
    state.* exclude (
        team_key, awaits_first, counts_from, place_on, starts_at, stops_at, applies_from, applies_until, counted_on
    ),
    coalesce(placed.team_then_key, -1) as team_key,
    coalesce(placed.locality_key, -1) as locality_key,
    coalesce(placed.team_place_key, -1) as team_place_key
from clock_state as state
left join placed
    on state.child_key is not distinct from placed.child_key
    and state.team_key = placed.team_key
    and state.place_on is not distinct from placed.place_on
