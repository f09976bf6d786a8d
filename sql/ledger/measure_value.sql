/*---
table: measure_value
schema: mart
title: Every figure by month, financial year and the last 12 months, for the authority, its districts and its teams
after: [measure_row]
source: Totals are pooled, never averaged; one decimal, half rounded up; no denominator, no figure
---*/
with period as (
    -- A date may lie in several periods; a figure taken at a date belongs to the month and to the as-at date.
    select
        dim_date.date as counted_on,
        'month' as period,
        dim_date.month_start as period_start,
        dim_date.month_end as period_end,
        cast(null as boolean) as is_snapshot
    from dim_date
    union all
    select
        dim_date.date,
        'financial_year',
        make_date(dim_date.collection_year - 1, 4, 1),
        make_date(dim_date.collection_year, 3, 31),
        false
    from dim_date
    union all
    select
        dim_date.date,
        'last_12_months',
        cast(this_run.as_at - interval 12 month as date) + 1,
        this_run.as_at,
        false
    from dim_date
    cross join this_run
    where dim_date.date > cast(this_run.as_at - interval 12 month as date) and dim_date.date <= this_run.as_at
    union all
    select
        dim_date.date as counted_on,
        'as_at' as period,
        dim_date.date as period_start,
        dim_date.date as period_end,
        true as is_snapshot
    from dim_date
    inner join this_run on dim_date.date = this_run.as_at
),

counted as (
    select
        row.measure,
        declared.version,
        declared.kind,
        period.period,
        period.period_start,
        period.period_end,
        case
            when grouping(row.team_key) = 0 then 'team'
            when grouping(row.locality_key) = 0 then 'locality'
            else 'authority'
        end as level,
        coalesce(row.locality_key, -2) as locality_key,
        coalesce(row.team_key, -2) as team_key,
        row.band,
        count(*) filter (where row.in_numerator) as numerator,
        count(*) as denominator
    from measure_row as row
    inner join declared_measure as declared on row.measure = declared.measure
    inner join period
        on row.counted_on = period.counted_on
        and coalesce(period.is_snapshot = declared.is_snapshot, true)
    where row.in_denominator
    group by grouping sets (
        (row.measure, declared.version, declared.kind, period.period, period.period_start, period.period_end, row.band),
        (
            row.measure,
            declared.version,
            declared.kind,
            period.period,
            period.period_start,
            period.period_end,
            row.band,
            row.locality_key
        ),
        (
            row.measure,
            declared.version,
            declared.kind,
            period.period,
            period.period_start,
            period.period_end,
            row.band,
            row.team_key
        )
    )
),

shared as (
    -- Each band is a share of all its rows.
    select
        counted.* exclude (numerator, denominator),
        case when band is null then numerator else denominator end as numerator,
        sum(denominator) over (
            partition by measure, period, period_start, level, locality_key, team_key
        ) as denominator
    from counted
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
    band,
    cast(numerator as bigint) as numerator,
    case when kind <> 'count' then cast(denominator as bigint) end as denominator,
    case
        when kind = 'count' then cast(numerator as decimal(18, 1))
        -- Whole numbers all the way, so that 12.25 becomes 12.3.
        else cast(
                (2000 * cast(numerator as bigint) + cast(denominator as bigint))
                // (2 * cast(denominator as bigint)) as decimal(18, 1)
            )
            / 10
    end as value
from shared
