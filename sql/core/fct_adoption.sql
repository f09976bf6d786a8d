/*---
table: fct_adoption
title: The way to adoption of each child for whom it was the plan, from entering care to the order
after: [child_of, keyed_care_period]
source: >
    E11 and E12 end the episode of a child who was adopted. Of two rows for one time in care the one that
    went furthest counts, and then the later decision.
---*/
with ended as (
    select
        clae_person_id as person_id,
        clae_cla_id as source_id,
        max(clae_cla_episode_ceased_date) as adopted_on
    from ssd_cla_episodes
    where clae_cla_episode_ceased_reason in ('E11', 'E12')
    group by clae_person_id, clae_cla_id
),

-- A row that does not say which time in care it belongs to is taken to belong to the last one.
last_period as (
    select * from keyed_care_period
    qualify row_number() over (partition by child_key order by started_on desc nulls last, care_period_key) = 1
),

route as (
    select
        child_of.child_key,
        coalesce(period.care_period_key, last_period.care_period_key) as care_period_key,
        coalesce(period.person_id, last_period.person_id) as person_id,
        case when period.care_period_key is not null then period.source_id else last_period.source_id end as source_id,
        case when period.care_period_key is not null then period.started_on else last_period.started_on end
            as entered_care_on,
        surrogate('worker|' || this_run.authority || '|' || perm_adoption_worker_id) as worker_key,
        perm_adm_decision_date as decided_on,
        perm_placement_order_date as placement_order_on,
        perm_matched_date as matched_on,
        perm_placed_for_adoption_date as placed_on,
        coalesce(perm_adopted_by_carer_flag = 'Y', false) as is_adopted_by_carer,
        perm_placed_foster_carer_date as foster_placed_on,
        perm_decision_reversed_date as reversed_on,
        -- "Special guardianship" and other orders are not adoptions.
        case when regexp_matches(lower(perm_permanence_order_type), 'adopt') then perm_permanence_order_date end
            as order_on,
        perm_table_id as row_id
    from ssd_permanence
    cross join this_run
    inner join child_of on ssd_permanence.perm_person_id = child_of.local_id
    left join keyed_care_period as period
        on ssd_permanence.perm_cla_id = period.source_id and child_of.child_key = period.child_key
    left join last_period on child_of.child_key = last_period.child_key
),

dated as (
    select
        route.*,
        coalesce(ended.adopted_on, route.order_on) as adopted_on,
        row_number() over (
            partition by route.child_key, route.care_period_key
            order by
                route.placed_on is null, route.matched_on is null, route.placement_order_on is null,
                route.decided_on desc nulls last, route.row_id
        ) as turn
    from route
    left join ended
        on route.person_id = ended.person_id and route.source_id is not distinct from ended.source_id
    where
        coalesce(route.order_on, route.decided_on, route.placement_order_on, route.matched_on, route.placed_on)
        is not null
        or ended.adopted_on is not null
)

select
    surrogate(concat_ws('|', 'adoption', child_key, coalesce(care_period_key, -1))) as adoption_key,
    child_key,
    care_period_key,
    worker_key,
    entered_care_on,
    decided_on,
    placement_order_on,
    matched_on,
    placed_on,
    is_adopted_by_carer,
    foster_placed_on,
    reversed_on,
    adopted_on
from dated
where turn = 1
