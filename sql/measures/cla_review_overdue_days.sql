/*---
measure: cla_review_overdue_days
title: Children looked after whose next review is overdue
domain: looked_after
kind: proportion
counted_on: as_at
standard: local
better: low
needs: [ssd_cla_episodes, ssd_cla_reviews]
version: 1
effective_from: 2011-04-01
source: Council minutes on reviews of children looked after
counted: Children whose next review was due before the date and had not been held by then.
among: Children looked after on the date. The value of a row is the days since the due date, where it is overdue.
left_out: Series of short breaks.
beware: >
    Overdue begins the day after the due date. A first review may still be held on the weekend after its last working
    day, and is overdue from the next working day; its days count from the due date all the same.
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
    held.worker_key,
    child.taken_on as counted_on,
    gap.due_on,
    gap.in_time_until < child.taken_on as in_numerator,
    true as in_denominator,
    case when gap.in_time_until < child.taken_on then child.taken_on - gap.due_on end as value
from child
inner join care_review_gap as gap
    on child.care_period_key = gap.care_period_key
    and child.taken_on >= gap.begins_on
    and child.taken_on < coalesce(gap.next_on, date '9999-12-31')
left join child_team as held
    on child.child_key = held.child_key
    and child.taken_on >= held.started_on
    and child.taken_on <= coalesce(held.ended_on, date '9999-12-31')
