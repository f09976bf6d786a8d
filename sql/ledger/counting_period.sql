/*---
table: counting_period
schema: main
title: The periods in which a date counts - its month, its financial year, the last 12 and 36 months, and the as-at date
after: []
source: >
    A figure that is taken at a date belongs to that month and to the as-at date only; the last 36 months are
    for measures that are published as a pool of three years.
---*/
select
    dim_date.date as counted_on,
    'month' as period,
    dim_date.month_start as period_start,
    dim_date.month_end as period_end,
    cast(null as boolean) as is_snapshot,
    cast(null as integer) as pool_months
from dim_date
union all
select
    dim_date.date,
    'financial_year',
    make_date(dim_date.collection_year - 1, 4, 1),
    make_date(dim_date.collection_year, 3, 31),
    false,
    null
from dim_date
union all
select
    dim_date.date,
    'last_' || pool.months || '_months',
    cast(this_run.as_at - to_months(pool.months) as date) + 1,
    this_run.as_at,
    false,
    case when pool.months <> 12 then pool.months end
from dim_date
cross join this_run
cross join (select unnest([12, 36]) as months) as pool
where dim_date.date > cast(this_run.as_at - to_months(pool.months) as date) and dim_date.date <= this_run.as_at
union all
select
    this_run.as_at,
    'as_at',
    this_run.as_at,
    this_run.as_at,
    true,
    null
from this_run
