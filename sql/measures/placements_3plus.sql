/*---
measure: placements_3plus
title: Children looked after with three or more placements in twelve months
domain: looked_after
kind: proportion
counted_on: as_at
standard: published
better: low
needs: [ssd_cla_episodes, ssd_cla_placement]
version: 1
effective_from: 2011-04-01
source: SSDA903 guide; DfE statistics on the stability of placements
counted: Children with three or more placements that were open after the same day of the year before.
among: Children looked after on the date. The value of a row is the number of placements.
left_out: Short breaks, and moves that make no placement, such as hospital, respite or a holiday.
beware: >
    The placement in which the twelve months begin is one of them. One that ended on their first day is not. A new
    legal status in the same home is no placement.
---*/
with child as (
    select
        looked_after.care_period_key,
        looked_after.child_key,
        snapshot.taken_on
    from looked_after
    inner join snapshot on looked_after.from_on <= snapshot.taken_on and looked_after.until_on > snapshot.taken_on
),

-- An earlier period of care in the same year counts as well.
placement as (
    select
        fct_placement.child_key,
        fct_placement.placement_key,
        fct_placement.started_on,
        coalesce(least(fct_placement.ended_on, period.ended_on), date '9999-12-31') as ended_on
    from fct_placement
    inner join fct_care_period as period on fct_placement.care_period_key = period.care_period_key
    where not fct_placement.is_temporary and not period.is_short_breaks
)

select
    child.care_period_key as subject_key,
    child.child_key,
    child.taken_on as counted_on,
    count(placement.placement_key) as value,
    count(placement.placement_key) >= 3 as in_numerator,
    true as in_denominator
from child
left join placement
    on child.child_key = placement.child_key
    and child.taken_on >= placement.started_on
    and child.taken_on - interval 12 month < placement.ended_on
group by child.care_period_key, child.child_key, child.taken_on
