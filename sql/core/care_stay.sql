/*---
table: care_stay
schema: temp
title: Where each child in care lived from day to day, temporary moves left out, and the home before it
after: [fct_care_period, fct_placement]
source: >
    Stays of a child do not overlap: one ends, at the latest, when the next begins or care ends. Days are from, and
    up to but not with, until.
---*/
with stay as (
    select
        placement.placement_key,
        placement.care_period_key,
        placement.child_key,
        placement.placement_kind,
        placement.type_code,
        placement.miles_from_home,
        placement.is_outside_area,
        placement.started_on,
        least(placement.ended_on, period.ended_on) as ended_on,
        lead(placement.started_on) over turns as next_on,
        lag(placement.started_on) over turns as previous_started_on
    from fct_placement as placement
    inner join fct_care_period as period on placement.care_period_key = period.care_period_key
    where placement.started_on is not null and not placement.is_temporary
    window turns as (
        partition by placement.care_period_key
        order by placement.started_on, placement.ended_on nulls last, placement.placement_key
    )
)

select
    * exclude (ended_on, next_on),
    least(ended_on, next_on) as until_on
from stay
