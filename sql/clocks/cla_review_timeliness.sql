/*---
clock: cla_review_timeliness
title: Reviews of children looked after in time (20 working days from entering care, then 3 months, then every 6)
domain: looked_after
limit: 6
unit: months
counted_on: stops_on
open_rows: left_out
place_at: stops_on
standard: statutory
better: high
needs: [ssd_cla_episodes, ssd_cla_reviews]
version: 1
effective_from: 2011-04-01
source: Care Planning, Placement and Case Review (England) Regulations 2010, regulation 33
counted: >
    Reviews held by the last day of their limit; first 20 working days from entering care, then three months from the
    first review, then six months from the one before.
among: Reviews held in the period.
left_out: Reviews that were not yet due when the child left care, and reviews dated before the child entered it.
beware: >
    The limit runs from the review that was held, not from the day it was due, so an early review brings the next one
    forward. A new time in care begins again with a first review. What is overdue now is another measure.
---*/
with held as (
    select distinct
        fct_review.care_period_key,
        fct_review.held_on
    from fct_review
    where fct_review.kind = 'looked_after' and not fct_review.is_cancelled and fct_review.held_on is not null
),

beginning as (
    select care_period_key, started_on as begins_on, true as is_entry from fct_care_period
    union all
    select held.care_period_key, held.held_on, false
    from held
    inner join fct_care_period on held.care_period_key = fct_care_period.care_period_key
    where held.held_on >= fct_care_period.started_on
),

gap as (
    select
        care_period_key,
        begins_on,
        lead(begins_on) over turns as next_on,
        row_number() over turns as turn
    from beginning
    window turns as (partition by care_period_key order by begins_on, is_entry desc)
)

select
    period.care_period_key as subject_key,
    period.child_key,
    gap.begins_on as starts_on,
    gap.next_on as stops_on,
    period.ended_on,
    case gap.turn when 1 then 20 when 2 then 3 else 6 end as limit_value,
    case gap.turn when 1 then 'working_days' else 'months' end as limit_unit,
    null as invalid_because
from gap
inner join fct_care_period as period on gap.care_period_key = period.care_period_key
union all
select
    period.care_period_key,
    period.child_key,
    period.started_on,
    held.held_on,
    period.ended_on,
    20,
    'working_days',
    'held before the child entered care'
from held
inner join fct_care_period as period on held.care_period_key = period.care_period_key
where held.held_on < period.started_on
