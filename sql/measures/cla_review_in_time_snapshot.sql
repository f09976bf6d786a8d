/*---
measure: cla_review_in_time_snapshot
title: Children looked after whose reviews of the last year were all in time
domain: looked_after
kind: proportion
counted_on: as_at
standard: published
better: high
needs: [ssd_cla_episodes, ssd_cla_reviews]
version: 1
effective_from: 2011-04-01
source: >
    The former national indicator 66; Care Planning, Placement and Case Review (England) Regulations 2010,
    regulation 33
counted: Children with no review overdue on the date, and none of the last 12 months held late.
among: Children who on the date have been looked after for at least 20 working days.
left_out: Children looked after for less than 20 working days, and series of short breaks.
beware: One late review fails the child for a year, so the figure is lower than the share of reviews in time.
---*/
with child as (
    select
        looked_after.care_period_key,
        looked_after.child_key,
        snapshot.taken_on
    from looked_after
    inner join snapshot on looked_after.from_on <= snapshot.taken_on and looked_after.until_on > snapshot.taken_on
    inner join dim_date as entered on looked_after.started_on = entered.date
    inner join dim_date as taken on snapshot.taken_on = taken.date
    where taken.working_day_number - entered.working_day_number >= 20
)

select
    child.care_period_key as subject_key,
    child.child_key,
    child.taken_on as counted_on,
    max(gap.due_on) filter (where coalesce(gap.next_on, date '9999-12-31') > child.taken_on) as due_on,
    not bool_or(
        case
            when coalesce(gap.next_on, date '9999-12-31') > child.taken_on
                then gap.in_time_until < child.taken_on
            else
                gap.next_on > gap.in_time_until
                and gap.due_on > child.taken_on - interval 12 month
        end
    ) as in_numerator,
    true as in_denominator
from child
inner join care_review_gap as gap
    on child.care_period_key = gap.care_period_key and child.taken_on >= gap.begins_on
group by child.care_period_key, child.child_key, child.taken_on
