/*---
table: whole_row_sum
schema: temp
title: Medians and counts of children, which need the rows themselves and cannot be added up
after: [measure_row, counting_period]
---*/
with row as (
    select
        measure_row.*,
        coalesce(place.group_manager, 'Unknown') as group_manager,
        coalesce(place.assistant_director, 'Unknown') as assistant_director,
        declared.figure,
        declared.is_snapshot,
        declared.pool_months,
        case when measure_row.child_key is null then 'not applicable' else coalesce(child.sex, 'unknown') end as sex,
        case when measure_row.child_key is null then 'not applicable' else coalesce(child.ethnicity, 'unknown') end
            as ethnicity
    from measure_row
    inner join declared_measure as declared on measure_row.measure = declared.measure
    left join dim_child as child on measure_row.child_key = child.child_key
    left join team_place as place on measure_row.team_place_key = place.team_place_key
    where declared.figure in ('median', 'children')
)

select
    row.measure,
    period.period,
    period.period_start,
    period.period_end,
    case
        when grouping(row.sex, row.age_band, row.ethnicity, row.category) <> 15 then null
        when grouping(row.team_key) = 0 then 'team'
        when grouping(row.locality_key) = 0 then 'locality'
        when grouping(row.group_manager) = 0 then 'group_manager'
        when grouping(row.assistant_director) = 0 then 'assistant_director'
        else 'authority'
    end as level,
    coalesce(row.locality_key, -2) as locality_key,
    coalesce(row.team_key, -2) as team_key,
    coalesce(row.group_manager, row.assistant_director, '') as post,
    case
        when grouping(row.sex) = 0 then 'sex'
        when grouping(row.age_band) = 0 then 'age_band'
        when grouping(row.ethnicity) = 0 then 'ethnicity'
        when grouping(row.category) = 0 then 'category'
    end as breakdown,
    coalesce(
        row.sex, row.age_band, row.ethnicity,
        case when grouping(row.category) = 0 then coalesce(row.category, 'unknown') end
    ) as member,
    row.band,
    sum(row.numerator_amount) as numerator,
    sum(row.denominator_amount) as denominator,
    median(row.numerator_amount) filter (where row.figure = 'median') as middle,
    -- Several times faster than count(distinct), which makes a set even where nothing is to be counted.
    len(list_distinct(list(row.child_key) filter (where row.figure = 'children'))) as children
from row
inner join counting_period as period
    on row.counted_on = period.counted_on
    and coalesce(period.is_snapshot = row.is_snapshot, true)
    and coalesce(period.pool_months = row.pool_months, period.pool_months is null)
group by grouping sets (
    (row.measure, period.period, period.period_start, period.period_end, row.band),
    (row.measure, period.period, period.period_start, period.period_end, row.band, row.locality_key),
    (row.measure, period.period, period.period_start, period.period_end, row.band, row.team_key),
    (row.measure, period.period, period.period_start, period.period_end, row.band, row.group_manager),
    (row.measure, period.period, period.period_start, period.period_end, row.band, row.assistant_director),
    (row.measure, period.period, period.period_start, period.period_end, row.band, row.sex),
    (row.measure, period.period, period.period_start, period.period_end, row.band, row.age_band),
    (row.measure, period.period, period.period_start, period.period_end, row.band, row.ethnicity),
    (row.measure, period.period, period.period_start, period.period_end, row.band, row.category)
)
