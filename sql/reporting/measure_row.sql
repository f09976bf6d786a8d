/*---
view: measure_row
title: The rows behind each figure, one row a counted thing and the date it counts on
columns:
  counted_on: the date that decides which period the row falls in
  in_numerator: whether the row counts towards the figure
  in_denominator: whether the row counts at all
---*/
select
    counted.authority,
    counted.measure,
    counted.row_key,
    counted.subject_key,
    counted.child_key,
    counted.locality_key,
    locality.locality_name,
    counted.team_key,
    team.team_name,
    counted.counted_on,
    counted.month,
    counted.band,
    counted.in_numerator,
    counted.in_denominator
from mart.measure_row as counted
left join core.dim_locality as locality
    on counted.authority = locality.authority and counted.locality_key = locality.locality_key
left join core.dim_team as team
    on counted.authority = team.authority and counted.team_key = team.team_key
