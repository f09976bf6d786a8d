/*---
table: return_period
title: The period of the return, as far as the records reach
source: The position is that of the reference date, or of the last day that the delivery covers where that is earlier.
  What is dated later (a closure, a plan's end, a planned conference) has not happened yet.
after: []
---*/
select
    census.year,
    census.starts_on,
    least(census.reference_date, this_run.as_at) as ends_on
from cin_census.census, this_run
