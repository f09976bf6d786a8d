/*---
measure: cla_allocated_sw
title: Children looked after with an allocated social worker
domain: looked_after
kind: proportion
counted_on: as_at
standard: local
better: high
needs: [ssd_cla_episodes, ssd_involvements, ssd_professionals]
version: 1
effective_from: 2011-04-01
source: A council's performance scorecard; a social worker is one with a registration number
counted: Children whose case worker on the date is a registered social worker.
among: Children looked after on the date.
left_out: Series of short breaks; everybody, where the delivery has no registration number at all.
beware: >
    An involvement as reviewing officer, personal adviser or family support worker is no allocation. The last day of
    an involvement still counts.
---*/
with child as (
    select
        looked_after.care_period_key,
        looked_after.child_key,
        snapshot.taken_on
    from looked_after
    inner join snapshot on looked_after.from_on <= snapshot.taken_on and looked_after.until_on > snapshot.taken_on
),

registered as (
    select count(prof_social_worker_registration_no) > 0 as is_recorded
    from ssd_professionals
)

select
    child.care_period_key as subject_key,
    child.child_key,
    child.taken_on as counted_on,
    bool_or(held.child_key is not null) as in_numerator,
    true as in_denominator,
    case when not registered.is_recorded then 'no registration numbers were delivered' end as excluded_because
from child
cross join registered
left join social_worker_held as held
    on child.child_key = held.child_key
    and child.taken_on >= held.started_on
    and child.taken_on <= coalesce(held.ended_on, date '9999-12-31')
group by child.care_period_key, child.child_key, child.taken_on, registered.is_recorded
