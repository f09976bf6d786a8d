/*---
rule: child_in_care_vanished
return: local
title: A child was in care in the last published delivery and is gone today without an end date
severity: error
table: ssd_cla_episodes
columns: []
fix: Find out whether care has ended, or whether the extract has lost the child.
source: Caseclock, local rule
needs_previous: true
---*/
-- The row is missing from today's delivery, so there is no record to point at.
select distinct p.clae_person_id as child_id, cast(null as bigint) as record
from previous.ssd_cla_episodes as p
where p.clae_cla_episode_ceased_date is null
    and p.clae_person_id is not null
    and not exists (
        select 1 from ssd_cla_episodes as e
        where e.clae_person_id = p.clae_person_id
            and (
                e.clae_cla_episode_ceased_date is null
                or e.clae_cla_episode_ceased_date > p.clae_cla_episode_start_date
                or e.clae_cla_episode_start_date = p.clae_cla_episode_start_date
            )
    )
