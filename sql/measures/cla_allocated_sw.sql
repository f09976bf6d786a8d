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
source: >
    A council's performance scorecard; the allocation feed where it is supplied, else case workers with a registration
    number
counted: Children who had a qualified social worker on the date.
among: Children looked after on the date.
left_out: Series of short breaks; everybody, where the delivery has neither the feed nor any registration number.
beware: >
    Duty, a manager who holds what nobody else does, a reviewing officer, a personal adviser and a family support
    worker are no allocation. The last day of an involvement still counts.
---*/
with child as (
    select
        looked_after.care_period_key,
        looked_after.child_key,
        snapshot.taken_on
    from looked_after
    inner join snapshot on looked_after.from_on <= snapshot.taken_on and looked_after.until_on > snapshot.taken_on
),

known as (
    select
        (select count(prof_social_worker_registration_no) from ssd_professionals) > 0
        or exists (select 1 from ext_allocation) as is_recorded
)

select
    child.care_period_key as subject_key,
    child.child_key,
    child.taken_on as counted_on,
    bool_or(held.child_key is not null) as in_numerator,
    true as in_denominator,
    case when not known.is_recorded then 'no registration numbers were delivered' end as excluded_because
from child
cross join known
left join qualified_spell as held
    on child.child_key = held.child_key
    and child.taken_on >= held.held_from
    and child.taken_on < held.held_until
group by child.care_period_key, child.child_key, child.taken_on, known.is_recorded
