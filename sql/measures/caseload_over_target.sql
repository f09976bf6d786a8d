/*---
measure: caseload_over_target
title: Case-holding social workers with more cases than the target of their team
domain: caseload
kind: proportion
counted_on: as_at
standard: local
better: low
needs: [ext_allocation, ext_worker, ext_target]
category: newly qualified or not
counted: Workers whose cases, for their hours, are more than the target that held on the day
among: Social workers who held cases on the day
left_out: Workers without cases, without known hours, or without a target for their team
beware: The target is that of caseload_avg_team; the setting caseload_target_newly_qualified lowers it in the first year
version: 1
effective_from: 2019-04-01
source: Local
---*/
with target as (
    -- Of a team's target the team decides, also where its district is given beside it.
    select
        snapshot.taken_on,
        surrogate('team|' || this_run.authority || '|' || ext_target.extg_team_id) as team_key,
        case
            when ext_target.extg_team_id is null
                then surrogate('locality|' || this_run.authority || '|' || lower(ext_target.extg_locality))
        end as locality_key,
        min(cast(ext_target.extg_target as decimal(18, 4))) as target
    from ext_target
    cross join this_run
    inner join snapshot
        on coalesce(ext_target.extg_valid_from, date '1900-01-01') <= snapshot.taken_on
        and coalesce(ext_target.extg_valid_to, date '9999-12-31') >= snapshot.taken_on
    where ext_target.extg_measure = 'caseload_avg_team'
    group by snapshot.taken_on, team_key, locality_key
),

newly_qualified as (
    select
        snapshot.taken_on,
        min(try_cast(setting.value as decimal(18, 4))) as target
    from setting
    inner join snapshot
        on coalesce(setting.valid_from, date '1900-01-01') <= snapshot.taken_on
        and coalesce(setting.valid_to, date '9999-12-31') >= snapshot.taken_on
    where setting.name = 'caseload_target_newly_qualified'
    group by snapshot.taken_on
),

place as (
    select
        snapshot.taken_on,
        team_place.team_key,
        arg_max(team_place.locality_key, team_place.valid_from) as locality_key
    from team_place
    inner join snapshot
        on team_place.valid_from <= snapshot.taken_on
        and coalesce(team_place.valid_to, date '9999-12-31') >= snapshot.taken_on
    group by snapshot.taken_on, team_place.team_key
),

-- The team's own target, else its district's, else the authority's; a lower one for the newly qualified.
aimed as (
    select
        caseload.*,
        least(
            coalesce(of_team.target, of_locality.target, of_all.target),
            case when caseload.is_newly_qualified then newly_qualified.target end
        ) as target
    from caseload
    inner join snapshot on caseload.taken_on = snapshot.taken_on
    left join place
        on caseload.taken_on = place.taken_on
        and caseload.team_key = place.team_key
    left join target as of_team on caseload.taken_on = of_team.taken_on and caseload.team_key = of_team.team_key
    left join target as of_locality
        on caseload.taken_on = of_locality.taken_on
        and of_locality.team_key is null
        and place.locality_key = of_locality.locality_key
    left join target as of_all
        on caseload.taken_on = of_all.taken_on
        and of_all.team_key is null
        and of_all.locality_key is null
    left join newly_qualified on caseload.taken_on = newly_qualified.taken_on
)

select
    worker_key as subject_key,
    cast(null as text) as child_key,
    team_key,
    worker_key,
    taken_on as counted_on,
    true as in_denominator,
    cases > target * full_time_equivalent as in_numerator,
    cases / cast(nullif(full_time_equivalent, 0) as double) as value,
    case when is_newly_qualified then 'newly qualified' else 'other' end as category,
    case
        when coalesce(full_time_equivalent, 0) <= 0 then 'the hours of the worker are not known'
        when target is null then 'no target for the team'
    end as excluded_because
from aimed
