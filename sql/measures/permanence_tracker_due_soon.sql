/*---
measure: permanence_tracker_due_soon
title: Children whose next permanence panel falls due in the next fortnight
domain: looked_after
kind: proportion
counted_on: as_at
standard: local
better: neutral
needs: [ssd_cla_episodes, ext_permanence_review]
version: 1
effective_from: 2020-01-01
source: Council minutes on permanence planning; the notice is the setting permanence_notice_days, 14 by default
counted: Children whose next panel is due on the date or within 14 days after it, and who have no booking by then.
among: >
    Children looked after without a final outcome; the value of a row is the days left, below nothing once it is
    overdue.
left_out: Series of short breaks, and children whose final outcome is recorded.
beware: >
    Due today is still notice and due yesterday is a breach, so no child is on both lists. A booked child stays among
    the tracked ones and is shown as booked.
category: Booked or not
---*/
select
    due.care_period_key as subject_key,
    due.child_key,
    snapshot.taken_on as counted_on,
    due.due_on,
    due.due_on - snapshot.taken_on as value,
    true as in_denominator,
    due.due_on >= snapshot.taken_on
    and due.due_on <= snapshot.taken_on + limits.notice_days
    and not coalesce(due.booked_for >= snapshot.taken_on and due.booked_for <= due.due_on, false) as in_numerator,
    case
        when due.booked_for >= snapshot.taken_on and due.booked_for <= due.due_on then 'booked in time'
        when due.booked_for > due.due_on and due.booked_for >= snapshot.taken_on then 'booked too late'
        else 'not booked'
    end as category,
    due.excluded_because,
    due.invalid_because
from permanence_due as due
cross join permanence_limit as limits
inner join snapshot
    on coalesce(due.holds_from, snapshot.taken_on) <= snapshot.taken_on
    and coalesce(due.holds_until, date '9999-12-31') > snapshot.taken_on
