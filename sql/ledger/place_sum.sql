/*---
table: place_sum
schema: temp
title: The sums of every figure by period, for the authority, its districts, teams and managers
after: [bucketed_row, counting_period]
source: Totals are pooled, never averaged
---*/
with dated as (
    select
        measure,
        bucket_on as counted_on,
        band,
        locality_key,
        team_key,
        team_place_key,
        sum(numerator_amount) as numerator,
        sum(denominator_amount) as denominator
    from bucketed_row
    group by all
),

managed as (
    select
        dated.*,
        coalesce(place.group_manager, 'Unknown') as group_manager,
        coalesce(place.assistant_director, 'Unknown') as assistant_director
    from dated
    left join team_place as place on dated.team_place_key = place.team_place_key
)

select
    row.measure,
    period.period,
    period.period_start,
    period.period_end,
    case
        when grouping(row.team_key) = 0 then 'team'
        when grouping(row.locality_key) = 0 then 'locality'
        when grouping(row.group_manager) = 0 then 'group_manager'
        when grouping(row.assistant_director) = 0 then 'assistant_director'
        else 'authority'
    end as level,
    coalesce(row.locality_key, -2) as locality_key,
    coalesce(row.team_key, -2) as team_key,
    coalesce(row.group_manager, row.assistant_director, '') as post,
    row.band,
    sum(row.numerator) as numerator,
    sum(row.denominator) as denominator
from managed as row
inner join declared_measure as declared on row.measure = declared.measure
inner join counting_period as period
    on row.counted_on = period.counted_on
    and coalesce(period.is_snapshot = declared.is_snapshot, true)
    and coalesce(period.pool_months = declared.pool_months, period.pool_months is null)
group by grouping sets (
    (row.measure, period.period, period.period_start, period.period_end, row.band),
    (row.measure, period.period, period.period_start, period.period_end, row.band, row.locality_key),
    (row.measure, period.period, period.period_start, period.period_end, row.band, row.team_key),
    (row.measure, period.period, period.period_start, period.period_end, row.band, row.group_manager),
    (row.measure, period.period, period.period_start, period.period_end, row.band, row.assistant_director)
)
