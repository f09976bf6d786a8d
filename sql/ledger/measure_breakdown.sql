/*---
table: measure_breakdown
schema: mart
title: Every figure of the authority by sex, age, ethnicity and the measure's own category; unknown is a row, not hidden
after: [person_sum, whole_row_sum]
---*/
with pooled as (
    select
        measure,
        period,
        period_start,
        period_end,
        breakdown,
        member,
        band,
        numerator,
        denominator,
        null as middle,
        null as children
    from person_sum
    union all
    select
        measure,
        period,
        period_start,
        period_end,
        breakdown,
        member,
        band,
        numerator,
        denominator,
        middle,
        children
    from whole_row_sum
    where breakdown is not null
),

shared as (
    select
        pooled.* exclude (numerator, denominator),
        declared.version,
        declared.figure as kind,
        declared.decimals,
        case
            when declared.figure = 'children' then pooled.children
            when declared.figure = 'proportion' and pooled.band is not null then pooled.denominator
            else pooled.numerator
        end as numerator,
        case
            when declared.figure = 'proportion'
                then sum(pooled.denominator) over (
                        partition by
                            pooled.measure, pooled.period, pooled.period_start, pooled.breakdown, pooled.member
                    )
            else pooled.denominator
        end as denominator
    from pooled
    inner join declared_measure as declared on pooled.measure = declared.measure
    -- Posts and other things that are nobody's have no sex; a measure without categories has none to show.
    where pooled.member <> 'not applicable' and (pooled.breakdown <> 'category' or declared.has_category)
)

select
    measure,
    version,
    period,
    period_start,
    period_end,
    breakdown,
    member,
    band,
    cast(case when kind <> 'median' then numerator end as decimal(18, 4)) as numerator,
    cast(case when kind <> 'count' then denominator end as decimal(18, 4)) as denominator,
    figure(kind, decimals, numerator, denominator, middle) as value
from shared
