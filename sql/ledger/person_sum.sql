/*---
table: person_sum
schema: main
title: The sums of every figure by period, for the authority by sex, age, ethnicity and the measure's own category
after: [measure_row, counting_period]
---*/
with dated as (
    select
        row.measure,
        row.counted_on,
        row.band,
        coalesce(child.sex, 'unknown') as sex,
        row.age_band,
        coalesce(child.ethnicity, 'unknown') as ethnicity,
        coalesce(row.category, 'unknown') as category,
        sum(row.numerator_amount) as numerator,
        sum(row.denominator_amount) as denominator,
        cast(null as decimal(18, 4)) as middle,
        cast(null as text) as child_key
    from measure_row as row
    inner join declared_measure as declared on row.measure = declared.measure
    left join dim_child as child on row.child_key = child.child_key
    where declared.figure not in ('median', 'children')
    group by all
    union all
    select
        row.measure,
        row.counted_on,
        row.band,
        coalesce(child.sex, 'unknown'),
        row.age_band,
        coalesce(child.ethnicity, 'unknown'),
        coalesce(row.category, 'unknown'),
        row.numerator_amount,
        row.denominator_amount,
        row.numerator_amount,
        row.child_key
    from measure_row as row
    inner join declared_measure as declared on row.measure = declared.measure
    left join dim_child as child on row.child_key = child.child_key
    where declared.figure in ('median', 'children')
)

select
    row.measure,
    period.period,
    period.period_start,
    period.period_end,
    case
        when grouping(row.sex) = 0 then 'sex'
        when grouping(row.age_band) = 0 then 'age_band'
        when grouping(row.ethnicity) = 0 then 'ethnicity'
        else 'category'
    end as breakdown,
    coalesce(row.sex, row.age_band, row.ethnicity, row.category) as member,
    row.band,
    sum(row.numerator) as numerator,
    sum(row.denominator) as denominator,
    median(row.middle) as middle,
    count(distinct row.child_key) as children
from dated as row
inner join declared_measure as declared on row.measure = declared.measure
inner join counting_period as period
    on row.counted_on = period.counted_on
    and coalesce(period.is_snapshot = declared.is_snapshot, true)
    and coalesce(period.pool_months = declared.pool_months, period.pool_months is null)
group by grouping sets (
        (row.measure, period.period, period.period_start, period.period_end, row.band, row.sex),
        (row.measure, period.period, period.period_start, period.period_end, row.band, row.age_band),
        (row.measure, period.period, period.period_start, period.period_end, row.band, row.ethnicity),
        (row.measure, period.period, period.period_start, period.period_end, row.band, row.category)
    )
