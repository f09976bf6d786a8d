/*---
table: looked_after
schema: temp
title: From when to when each child is looked after, short breaks left out; a child has one row for any day
after: [fct_care_period]
source: >
    Where two periods of a child overlap, the day belongs to the one that began first. Days are from, and up to but
    not with, until: care that ends on a day is over on that day.
---*/
with period as (
    select
        *,
        max(coalesce(ended_on, date '9999-12-31')) over (
            partition by child_key
            order by started_on, ended_on nulls last, care_period_key
            rows between unbounded preceding and 1 preceding
        ) as taken_until
    from fct_care_period
    where started_on is not null and not is_short_breaks
)

select
    care_period_key,
    child_key,
    started_on,
    greatest(started_on, taken_until) as from_on,
    coalesce(ended_on, date '9999-12-31') as until_on
from period
where coalesce(ended_on, date '9999-12-31') > greatest(started_on, taken_until)
