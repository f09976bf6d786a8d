/*---
view: target
title: What the council aims for, for itself, a locality or a team, from one date to the next
columns:
  target: in the measure's own unit
  amber: the figure up to which a miss is near (amber) and beyond which it is red; empty when there is no amber
  valid_to: last day on which it holds; empty while it does
  valid_from_key: the active date, as in dim_date
---*/
select
    aim.authority,
    aim.measure,
    definition.title as measure_title,
    aim.level,
    aim.locality_key,
    locality.locality_name,
    aim.team_key,
    team.team_name,
    aim.target,
    aim.amber,
    aim.valid_from,
    aim.valid_to,
    reporting.measure_key(aim.measure) as measure_key,
    reporting.date_key(aim.valid_from) as valid_from_key
from mart.target as aim
left join mart.definition
    on aim.authority = definition.authority and aim.measure = definition.measure
left join core.dim_locality as locality
    on aim.authority = locality.authority and aim.locality_key = locality.locality_key
left join core.dim_team as team
    on aim.authority = team.authority and aim.team_key = team.team_key
