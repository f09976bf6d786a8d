/*---
rule: care_episode_without_placement
return: local
title: An episode of care has no placement
severity: query
table: ssd_cla_episodes
columns: [clae_cla_placement_id, clae_cla_episode_start_date]
fix: Record where the child was placed during the episode.
source: Caseclock, local rule
---*/
-- A placement counts when the episode names it, or when it belongs to the same time in care and
-- shares a day with the episode.
select e.clae_person_id as child_id, e.record
from ssd_cla_episodes as e
where e.clae_cla_episode_start_date is not null
    and not exists (
        select 1 from ssd_cla_placement as p
        where p.clap_cla_placement_id = e.clae_cla_placement_id
    )
    and not exists (
        select 1 from ssd_cla_placement as p
        where p.clap_cla_id = e.clae_cla_id
            and p.clap_cla_placement_start_date
            <= coalesce(e.clae_cla_episode_ceased_date, date '9999-12-31')
            and coalesce(p.clap_cla_placement_end_date, date '9999-12-31')
            >= e.clae_cla_episode_start_date
    )
