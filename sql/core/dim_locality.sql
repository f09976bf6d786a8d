/*---
table: dim_locality
title: Districts, with the unknown member; the case system has none, so they come from the council's own feed
after: []
---*/
select distinct
    surrogate('locality|' || this_run.authority || '|' || lower(ext_team_locality.extl_locality)) as locality_key,
    min(ext_team_locality.extl_locality) over (partition by lower(ext_team_locality.extl_locality)) as locality_name
from ext_team_locality
cross join this_run
where ext_team_locality.extl_locality is not null
union all
select -1, 'Unknown'
union all
select -2, 'Not applicable'
