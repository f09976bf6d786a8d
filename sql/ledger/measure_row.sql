/*---
table: measure_row
schema: mart
title: The rows behind every figure, with the district and team as they were at the event
after: [counted_row, placed]
---*/
select
    counted.measure,
    counted.row_key,
    counted.subject_key,
    counted.child_key,
    placed.team_then_key as team_key,
    placed.locality_key,
    counted.counted_on,
    cast(date_trunc('month', counted.counted_on) as date) as month,
    counted.band,
    counted.in_numerator,
    counted.in_denominator
from counted_row as counted
inner join placed
    on counted.child_key = placed.child_key
    and counted.team_key = placed.team_key
    and counted.place_on = placed.place_on
