/*---
table: team_place
title: Where a team works and who manages it, from one date to the next
after: [dim_team, dim_locality]
source: >
    ext_team_locality, dated; history never comes from comparing nights. A spell ends the day before the team's
    next one begins, so that no day has two.
---*/
with spell as (
    select
        this_run.authority,
        extl_team_id as team_code,
        coalesce(extl_valid_from, date '1900-01-01') as valid_from,
        min(extl_valid_to) as valid_to,
        min(lower(extl_locality)) as locality,
        min(extl_group_manager) as group_manager,
        min(extl_assistant_director) as assistant_director
    from ext_team_locality
    cross join this_run
    where extl_team_id is not null
    group by this_run.authority, extl_team_id, coalesce(extl_valid_from, date '1900-01-01')
)

select
    surrogate(concat_ws('|', 'team place', authority, team_code, valid_from)) as team_place_key,
    surrogate('team|' || authority || '|' || team_code) as team_key,
    coalesce(surrogate('locality|' || authority || '|' || locality), -1) as locality_key,
    group_manager,
    assistant_director,
    valid_from,
    -- A date beyond all others leaves a valid_to that is not there as it is.
    nullif(
        least(
            coalesce(valid_to, date '9999-12-31'),
            coalesce(
                lead(valid_from) over (partition by team_code order by valid_from) - 1, date '9999-12-31'
            )
        ),
        date '9999-12-31'
    ) as valid_to
from spell
