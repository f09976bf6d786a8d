/*---
table: snapshot
schema: main
title: The days on which figures are taken - each month's end within the history that is shown, and the as-at date
after: []
---*/
with day as (
    select dim_date.month_end as taken_on
    from dim_date
    cross join this_run
    cross join history
    where
        dim_date.date = dim_date.month_end
        and dim_date.month_end < this_run.as_at
        and dim_date.month_end >= this_run.as_at - to_months(history.months)
    union
    select this_run.as_at from this_run
)

select
    taken_on,
    surrogate('day|' || taken_on) as day_key
from day
