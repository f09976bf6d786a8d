/*---
table: monthly_series
schema: temp
title: The whole months of each figure in their order, with the moving range from one to the next
after: [measure_value]
source: A month in which a count found nothing is 0, from its first month on; a share has no such month
---*/
with counted as (
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

-- Without its empty months a count of few things would look larger and steadier than it is.
counted_month as (
    select
        counted.measure,
        cast(unnest(generate_series(
            min(counted.month),
            max(date_trunc('month', this_run.as_at + 1)) - interval 1 month,
            interval 1 month
        )) as date) as month
    from counted
    inner join declared_measure as declared on counted.measure = declared.measure
    cross join this_run
    where declared.figure in ('count', 'children')
    group by counted.measure
),

kept_series as (
    select distinct
        measure,
        level,
        locality_key,
        band
    from counted
),

empty_month as (
    select
        series.measure,
        series.level,
        series.locality_key,
        series.band,
        counted_month.month
    from kept_series as series
    inner join counted_month on series.measure = counted_month.measure
    left join counted
        on series.measure = counted.measure
        and series.level = counted.level
        and series.locality_key = counted.locality_key
        and series.band is not distinct from counted.band
        and counted_month.month = counted.month
    where counted.measure is null
),

whole as (
    select * from counted
    union all by name
    select
        *,
        0 as numerator,
        0 as value
    from empty_month
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
