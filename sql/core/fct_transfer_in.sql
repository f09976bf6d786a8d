/*---
table: fct_transfer_in
title: Children with a plan elsewhere who moved in, from the other authority's notice to the conference here
after: [child_of]
---*/
with moved as (
    select
        ext_transfer_in.*,
        child_of.child_key,
        row_number() over (
            partition by child_of.child_key, exti_notified_on
            order by exti_conference_on nulls last, exti_team_id nulls last, exti_id
        ) as ordinal
    from ext_transfer_in
    inner join child_of on ext_transfer_in.exti_person_id = child_of.local_id
)

select
    surrogate(
        concat_ws('|', 'transfer_in', child_key, coalesce(cast(exti_notified_on as text), ''), ordinal)
    ) as transfer_in_key,
    child_key,
    surrogate('team|' || this_run.authority || '|' || exti_team_id) as team_key,
    exti_notified_on as notified_on,
    exti_conference_on as conference_on
from moved
cross join this_run
