/*---
table: team_place
title: Where a team works and who manages it, from one date to the next
after: [dim_team, dim_locality]
source: ext_team_locality, dated; history never comes from comparing nights
---*/
select
    surrogate('team|' || this_run.authority || '|' || extl_team_id) as team_key,
    coalesce(min(surrogate('locality|' || this_run.authority || '|' || lower(extl_locality))), -1) as locality_key,
    min(extl_group_manager) as group_manager,
    min(extl_assistant_director) as assistant_director,
    coalesce(extl_valid_from, date '1900-01-01') as valid_from,
    min(extl_valid_to) as valid_to
from ext_team_locality
cross join this_run
where extl_team_id is not null
group by this_run.authority, extl_team_id, coalesce(extl_valid_from, date '1900-01-01')
