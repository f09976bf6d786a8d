/*---
table: person_sum
schema: main
title: The sums of every figure by period, for the authority by sex, age, ethnicity and the measure's own category
after: [bucketed_row, counting_period]
---*/
with dated as (
    select
        measure,
        bucket_on as counted_on,
        band,
        sex,
        age_band,
        ethnicity,
        category,
        sum(numerator_amount) as numerator,
        sum(denominator_amount) as denominator
    from bucketed_row
    group by all
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
        when grouping(row.category) = 0 then 'category'
    end as breakdown,
    coalesce(row.sex, row.age_band, row.ethnicity, row.category) as member,
    row.band,
    sum(row.numerator) as numerator,
    sum(row.denominator) as denominator
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
