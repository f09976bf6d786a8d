/*---
table: measure_value
schema: mart
title: Every figure by month, financial year and last 12 months, for the authority, its districts, teams and managers
after: [place_sum, whole_row_sum]
source: One decimal, half rounded up; no denominator, no figure
---*/
with pooled as (
    select
        measure,
        period,
        period_start,
        period_end,
        level,
        locality_key,
        team_key,
        post,
        band,
        numerator,
        denominator,
        null as middle,
        null as children
    from place_sum
    union all
    select
        measure,
        period,
        period_start,
        period_end,
        level,
        locality_key,
        team_key,
        post,
        band,
        numerator,
        denominator,
        middle,
        children
    from whole_row_sum
    where level is not null
),

shared as (
    select
        pooled.* exclude (numerator, denominator),
        declared.version,
        declared.figure as kind,
        declared.decimals,
        -- Each band is a share of all its rows.
        case
            when declared.figure = 'children' then pooled.children
            when declared.figure = 'proportion' and pooled.band is not null then pooled.denominator
            else pooled.numerator
        end as numerator,
        case
            when declared.figure = 'proportion'
                then sum(pooled.denominator) over (
                        partition by
                            pooled.measure, pooled.period, pooled.period_start, pooled.level, pooled.locality_key,
                            pooled.team_key, pooled.post
                    )
            else pooled.denominator
        end as denominator
    from pooled
    inner join declared_measure as declared on pooled.measure = declared.measure
)

select
    measure,
    version,
    period,
    period_start,
    period_end,
    level,
    locality_key,
    team_key,
    post,
    band,
    cast(case when kind <> 'median' then numerator end as decimal(18, 4)) as numerator,
    cast(case when kind <> 'count' then denominator end as decimal(18, 4)) as denominator,
    figure(kind, decimals, numerator, denominator, middle) as value
from shared
