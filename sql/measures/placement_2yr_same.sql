/*---
measure: placement_2yr_same
title: Children under 16 in long-term care who have lived in one placement for two years
domain: looked_after
kind: proportion
counted_on: as_at
standard: published
better: high
needs: [ssd_cla_episodes, ssd_cla_placement]
version: 1
effective_from: 2011-04-01
source: DfE statistics on the stability of placements, 2024 and 2025
counted: >
    Children whose placement began at least 24 months before the date; for a child placed for adoption, the
    placement before it counts with it.
among: >
    Children under 16 on the date who have been looked after for 30 months without a break. The value of a row is the
    days in the placement.
left_out: Series of short breaks. A child without a date of birth is listed as invalid.
beware: Months are calendar months. A temporary move does not end a placement that stays open.
---*/
with child as (
    select
        looked_after.care_period_key,
        looked_after.child_key,
        snapshot.taken_on,
        person.born_on
    from looked_after
    inner join snapshot on looked_after.from_on <= snapshot.taken_on and looked_after.until_on > snapshot.taken_on
    left join person on looked_after.child_key = person.child_key
    where
        looked_after.started_on + interval 30 month <= snapshot.taken_on
        and coalesce(person.born_on + interval 16 year > snapshot.taken_on, true)
),

stay as (
    select
        care_stay.*,
        case
            when type_code in ('A3', 'A4', 'A5', 'A6') then coalesce(previous_started_on, started_on)
            else started_on
        end as settled_on
    from care_stay
)

select
    child.care_period_key as subject_key,
    child.child_key,
    child.taken_on as counted_on,
    coalesce(stay.settled_on + interval 24 month <= child.taken_on, false) as in_numerator,
    true as in_denominator,
    child.taken_on - stay.settled_on as value,
    case when child.born_on is null then 'no date of birth' end as invalid_because
from child
left join stay
    on child.care_period_key = stay.care_period_key
    and child.taken_on >= stay.started_on
    and child.taken_on < coalesce(stay.until_on, date '9999-12-31')
