/*---
table: target
schema: mart
title: What the council aims for, from one date to the next, for the authority, a district or a team
after: []
source: The feed ext_target; amber is the figure up to which a miss is near and not red
---*/
select
    extg_measure as measure,
    case
        when extg_team_id is not null then 'team'
        when extg_locality is not null then 'locality'
        else 'authority'
    end as level,
    case
        when extg_team_id is null and extg_locality is not null
            then surrogate('locality|' || this_run.authority || '|' || lower(extg_locality))
        else -2
    end as locality_key,
    coalesce(surrogate('team|' || this_run.authority || '|' || extg_team_id), -2) as team_key,
    cast(extg_target as decimal(18, 4)) as target,
    cast(extg_amber as decimal(18, 4)) as amber,
    coalesce(extg_valid_from, date '1900-01-01') as valid_from,
    extg_valid_to as valid_to
from ext_target
cross join this_run
where extg_measure in (select measure from declared_measure) and extg_target is not null
