/*---
table: running_clock
schema: temp
title: The clocks that run on at the as-at date
after: [clock_state]
source: >
    Not stopped by then, and neither is what it runs for at an end; rows that are left out, or that nothing can be
    said of, do not run.
---*/
select
    state.*,
    this_run.as_at,
    state.state = declared.open_late_state as is_overdue
from clock_state as state
cross join this_run
inner join declared_clock as declared on state.measure = declared.measure
where
    state.state not in ('excluded', 'invalid', 'not_measurable')
    and state.due_on is not null
    and (state.stops_on is null or state.stops_on > this_run.as_at or state.stops_at > this_run.until_at)
    and coalesce(state.ended_on, date '9999-12-31') > this_run.as_at
