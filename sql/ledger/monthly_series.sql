/*---
table: monthly_series
schema: main
title: The whole months of each figure in their order, with the moving range from one to the next
after: [measure_value]
---*/
with whole as (
    select
        measure_value.measure,
        measure_value.level,
        measure_value.locality_key,
        measure_value.band,
        measure_value.period_start as month,
        measure_value.numerator,
        measure_value.denominator,
        cast(measure_value.value as double) as value
    from measure_value
    cross join this_run
    cross join history
    where
        measure_value.period = 'month'
        and measure_value.level in ('authority', 'locality')
        and measure_value.value is not null
        and measure_value.period_end <= this_run.as_at
        and measure_value.period_end >= this_run.as_at - to_months(history.months)
),

ordered as (
    select
        *,
        abs(value - lag(value) over series) as moving_range,
        sign(value - lag(value) over series) as step,
        count(*) over (partition by measure, level, locality_key, band) as points
    from whole
    window series as (partition by measure, level, locality_key, band order by month)
)

select * from ordered
