/*---
table: person_sum
schema: temp
title: The sums of every figure by period, for the authority by sex, age, ethnicity and the measure's own category
after: [bucketed_row, counting_period]
---*/
with dated as (
    select
        measure,
        bucket_on,
        band,
        case
            when grouping(sex) = 0 then 'sex'
            when grouping(age_band) = 0 then 'age_band'
            when grouping(ethnicity) = 0 then 'ethnicity'
            when grouping(category) = 0 then 'category'
        end as breakdown,
        coalesce(sex, age_band, ethnicity, category) as member,
        sum(numerator_amount) as numerator,
        sum(denominator_amount) as denominator
    from bucketed_row
    -- Before the periods are joined: all four together would leave almost as many groups as rows.
    group by grouping sets (
        (measure, bucket_on, band, sex),
        (measure, bucket_on, band, age_band),
        (measure, bucket_on, band, ethnicity),
        (measure, bucket_on, band, category)
    )
)

select
    row.measure,
    period.period,
    period.period_start,
    period.period_end,
    row.breakdown,
    row.member,
    row.band,
    sum(row.numerator) as numerator,
    sum(row.denominator) as denominator
from dated as row
inner join declared_measure as declared on row.measure = declared.measure
inner join counting_period as period
    on row.bucket_on = period.counted_on
    and coalesce(period.is_snapshot = declared.is_snapshot, true)
    and coalesce(period.pool_months = declared.pool_months, period.pool_months is null)
group by all
