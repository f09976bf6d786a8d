/*---
measure: placed_20_miles
title: Children looked after who are placed more than 20 miles from home, outside the authority
domain: looked_after
kind: proportion
counted_on: as_at
standard: published
better: low
needs: [ssd_cla_episodes, ssd_cla_placement]
version: 1
effective_from: 2011-04-01
source: SSDA903 guide, distance from home and location of the placement
counted: Children whose placement is more than 20 miles from home and is not recorded as inside the authority.
among: Children looked after on the date whose distance from home is known. The value of a row is the miles.
left_out: Series of short breaks, and children whose distance from home is not recorded; they are listed apart.
beware: >
    Exactly 20 miles is not more than 20. Whether a placement is outside the area comes from the council's feed of
    placement terms; where that is silent, a distance over 20 miles counts, and the category says so.
category: Distance and area
---*/
with child as (
    select
        looked_after.care_period_key,
        looked_after.child_key,
        snapshot.taken_on
    from looked_after
    inner join snapshot on looked_after.from_on <= snapshot.taken_on and looked_after.until_on > snapshot.taken_on
)

select
    child.care_period_key as subject_key,
    child.child_key,
    child.taken_on as counted_on,
    care_stay.miles_from_home as value,
    coalesce(care_stay.miles_from_home > 20 and care_stay.is_outside_area is distinct from false, false)
        as in_numerator,
    true as in_denominator,
    case
        when care_stay.miles_from_home <= 20 then '20 miles or less'
        when care_stay.is_outside_area then 'over 20 miles, outside the area'
        when not care_stay.is_outside_area then 'over 20 miles, inside the area'
        else 'over 20 miles, area not recorded'
    end as category,
    case when care_stay.miles_from_home is null then 'the distance from home is not recorded' end as excluded_because
from child
left join care_stay
    on child.care_period_key = care_stay.care_period_key
    and child.taken_on >= care_stay.started_on
    and child.taken_on < coalesce(care_stay.until_on, date '9999-12-31')
