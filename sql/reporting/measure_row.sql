/*---
view: measure_row
title: The rows behind each figure, one row a counted thing and the date it counts on
columns:
  counted_on: the date that decides which period the row falls in
  counted_on_key: the active date, as in dim_date
  in_numerator: whether the row counts towards the figure
  in_denominator: whether the row counts at all
  category: the row in the measure's own breakdown, as a source or a reason
  age_band: the child's age on the date that counts
  group_manager: the post that the team answered to then
  assistant_director: the post that the group manager answered to then
  numerator_amount: what the row adds to the numerator; 1 or 0 unless the measure weighs its rows
  denominator_amount: what the row adds to the denominator
  team_place_key: the locality and managers that the team had then, as in dim_team_place
---*/
select
    counted.authority,
    counted.measure,
    counted.row_key,
    counted.subject_key,
    coalesce(counted.child_key, 'not applicable') as child_key,
    coalesce(counted.locality_key, -1) as locality_key,
    locality.locality_name,
    coalesce(counted.team_key, -1) as team_key,
    team.team_name,
    counted.counted_on,
    counted.month,
    counted.band,
    counted.in_numerator,
    counted.in_denominator,
    coalesce(counted.worker_key, -1) as worker_key,
    coalesce(counted.category, case when definition.category is not null then 'unknown' end) as category,
    counted.age_band,
    coalesce(place.group_manager, 'Unknown') as group_manager,
    coalesce(place.assistant_director, 'Unknown') as assistant_director,
    counted.numerator_amount,
    counted.denominator_amount,
    reporting.measure_key(counted.measure) as measure_key,
    reporting.child_no(counted.child_key) as child_no,
    coalesce(counted.team_place_key, -1) as team_place_key,
    reporting.date_key(counted.counted_on) as counted_on_key
from mart.measure_row as counted
left join core.dim_locality as locality
    on counted.authority = locality.authority and counted.locality_key = locality.locality_key
left join core.dim_team as team
    on counted.authority = team.authority and counted.team_key = team.team_key
left join mart.definition as definition
    on counted.authority = definition.authority and counted.measure = definition.measure
left join core.team_place as place
    on counted.authority = place.authority and counted.team_place_key = place.team_place_key
