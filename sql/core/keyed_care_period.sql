/*---
table: keyed_care_period
schema: temp
title: Whole periods of care, put together from their episodes
after: [child_of]
---*/
with episode as (
    select
        ssd_cla_episodes.*,
        child_of.child_key,
        coalesce(
            clae_cla_id,
            'from ' || cast(coalesce(clae_entered_care_date, clae_cla_episode_start_date) as text),
            'episode ' || clae_cla_episode_id
        ) as period_id
    from ssd_cla_episodes
    inner join child_of on ssd_cla_episodes.clae_person_id = child_of.local_id
),

period as (
    select
        child_key,
        clae_person_id as person_id,
        period_id,
        min(clae_cla_id) as source_id,
        coalesce(min(clae_entered_care_date), min(clae_cla_episode_start_date)) as started_on,
        -- A period is over when no episode of it is open; X1 means that another followed at once.
        case
            when bool_or(clae_cla_episode_ceased_date is null) then null
            else max(clae_cla_episode_ceased_date)
        end as ended_on
    from episode
    group by child_key, clae_person_id, period_id
)

select
    period.*,
    surrogate(
        concat_ws(
            '|', 'care_period', child_key, started_on,
            row_number() over (partition by child_key, started_on order by ended_on nulls last, period_id)
        )
    ) as care_period_key
from period
