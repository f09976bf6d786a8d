/*---
rule: placement_outside_care_period
return: local
title: A placement began before the child came into care, or lasted after care ended
severity: error
table: ssd_cla_placement
columns: [clap_cla_id, clap_cla_placement_start_date, clap_cla_placement_end_date]
fix: Correct the dates of the placement or of the episodes of care.
source: Caseclock, local rule
---*/
with care as (
    select
        clae_cla_id,
        least(min(clae_cla_episode_start_date), min(clae_entered_care_date)) as started_on,
        case
            when count(*) = count(clae_cla_episode_ceased_date) then max(clae_cla_episode_ceased_date)
        end as ended_on
    from ssd_cla_episodes
    where clae_cla_id is not null
    group by clae_cla_id
)

select
    coalesce(
        p.clap_person_id,
        (select min(e.clae_person_id) from ssd_cla_episodes as e where e.clae_cla_id = p.clap_cla_id)
    ) as child_id,
    p.record
from ssd_cla_placement as p
inner join care as c on c.clae_cla_id = p.clap_cla_id
cross join this_run as r
where p.clap_cla_placement_start_date < c.started_on
    or p.clap_cla_placement_start_date > c.ended_on
    or coalesce(p.clap_cla_placement_end_date, r.as_at) > c.ended_on
