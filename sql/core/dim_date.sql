/*---
table: dim_date
title: One row a day with a running working-day number; working days between two dates are a subtraction
after: []
source: Monday to Friday, less England's bank holidays and the council's own closure days (SI 2006/1738 regulation 2)
---*/
with day as (
    select cast(generate_series as date) as date
    from generate_series(timestamp '2000-01-01', timestamp '2040-12-31', interval 1 day)
),

marked as (
    select
        day.date,
        isodow(day.date) as weekday,
        bank_holiday.date is not null as is_bank_holiday,
        closure.date is not null as is_closure
    from day
    left join bank_holiday on day.date = bank_holiday.date
    left join (select distinct date from closure) as closure on day.date = closure.date
),

judged as (
    select
        *,
        weekday <= 5 and not is_bank_holiday and not is_closure as is_working_day
    from marked
)

select
    cast(strftime(date, '%Y%m%d') as integer) as date_key,
    date,
    cast(year(date) as integer) as year,
    cast(date_trunc('month', date) as date) as month_start,
    last_day(date) as month_end,
    -- The financial year and the collection year both begin on 1 April.
    (year(date) - (month(date) < 4)::int) || '/' || right(cast(year(date) - (month(date) < 4)::int + 1 as text), 2)
        as financial_year,
    cast(year(date) + (month(date) >= 4)::int as integer) as collection_year,
    cast(quarter(date) as integer) as quarter,
    cast(weekday as integer) as weekday,
    is_working_day,
    cast(sum(is_working_day::int) over (order by date) as integer) as working_day_number,
    is_bank_holiday,
    is_closure
from judged
