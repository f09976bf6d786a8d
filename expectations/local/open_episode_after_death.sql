/*---
rule: open_episode_after_death
return: local
title: A referral or an episode of care is still open for a child who has died
severity: error
table: ssd_cin_episodes
columns: [cine_close_date]
fix: Close what is open, or correct the date of death.
source: Caseclock, local rule
needs: [ssd_person, ssd_cin_episodes]
---*/
select
    e.cine_person_id as child_id, e.record,
    'ssd_cin_episodes' as table_name, 'cine_close_date' as column_name
from ssd_cin_episodes as e
inner join ssd_person as p on p.pers_person_id = e.cine_person_id
cross join this_run as r
where p.pers_death_date <= r.as_at
    and e.cine_close_date is null
union all
select c.clae_person_id, c.record, 'ssd_cla_episodes', 'clae_cla_episode_ceased_date'
from ssd_cla_episodes as c
inner join ssd_person as p on p.pers_person_id = c.clae_person_id
cross join this_run as r
where p.pers_death_date <= r.as_at
    and c.clae_cla_episode_ceased_date is null
