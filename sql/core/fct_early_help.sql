/*---
table: fct_early_help
title: Episodes of early help; the local words for why they began and ended stay out of the star
after: [child_of]
---*/
select
    surrogate(
        concat_ws(
            '|', 'early_help', child_of.child_key, earl_episode_start_date,
            row_number() over (
                partition by child_of.child_key, earl_episode_start_date
                order by earl_episode_end_date nulls last, earl_episode_worker_id nulls last, earl_episode_id
            )
        )
    ) as early_help_key,
    child_of.child_key,
    surrogate('worker|' || this_run.authority || '|' || earl_episode_worker_id) as worker_key,
    earl_episode_start_date as started_on,
    earl_episode_end_date as ended_on
from ssd_early_help_episodes
cross join this_run
inner join child_of on ssd_early_help_episodes.earl_person_id = child_of.local_id
