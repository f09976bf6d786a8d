/*---
table: place_sum
schema: main
title: The sums of every figure by period, for the authority, its districts, teams and managers
after: [measure_row, counting_period]
source: Totals are pooled, never averaged
---*/
with dated as (
    -- What can be added up is added up by day first; a median and a count of children need the rows themselves.
    select
        row.measure,
        row.counted_on,
        row.band,
        row.locality_key,
        row.team_key,
        row.group_manager,
        row.assistant_director,
        sum(row.numerator_amount) as numerator,
        sum(row.denominator_amount) as denominator,
        cast(null as decimal(18, 4)) as middle,
        cast(null as text) as child_key
    from measure_row as row
    inner join declared_measure as declared on row.measure = declared.measure
    where declared.figure not in ('median', 'children')
    group by all
    union all
    select
        row.measure,
        row.counted_on,
        row.band,
        row.locality_key,
        row.team_key,
        row.group_manager,
        row.assistant_director,
        row.numerator_amount,
        row.denominator_amount,
        row.numerator_amount,
        row.child_key
    from measure_row as row
    inner join declared_measure as declared on row.measure = declared.measure
    where declared.figure in ('median', 'children')
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
        (row.measure, period.period, period.period_start, period.period_end, row.band),
        (row.measure, period.period, period.period_start, period.period_end, row.band, row.locality_key),
        (row.measure, period.period, period.period_start, period.period_end, row.band, row.team_key),
        (row.measure, period.period, period.period_start, period.period_end, row.band, row.group_manager),
        (row.measure, period.period, period.period_start, period.period_end, row.band, row.assistant_director)
    )
