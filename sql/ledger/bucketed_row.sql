/*---
table: bucketed_row
schema: main
view: true
title: The rows of figures that add up, with the days that lie in the same periods put together
after: [measure_row]
source: A bucket is a month, cut where the last 12 and the last 36 months begin; a snapshot's day is its own
---*/
with cut as (
    select
        cast(as_at - interval 12 month as date) + 1 as last_12_months,
        cast(as_at - interval 36 month as date) + 1 as last_36_months
    from this_run
)

select
    measure_row.measure,
    case
        when declared.is_snapshot then measure_row.counted_on
        else greatest(
                measure_row.month,
                case when measure_row.counted_on >= cut.last_36_months then cut.last_36_months end,
                case when measure_row.counted_on >= cut.last_12_months then cut.last_12_months end
            )
    end as bucket_on,
    measure_row.band,
    measure_row.locality_key,
    measure_row.team_key,
    measure_row.team_place_key,
    case when measure_row.child_key is null then 'not applicable' else coalesce(child.sex, 'unknown') end as sex,
    measure_row.age_band,
    case when measure_row.child_key is null then 'not applicable' else coalesce(child.ethnicity, 'unknown') end
        as ethnicity,
    coalesce(measure_row.category, 'unknown') as category,
    measure_row.numerator_amount,
    measure_row.denominator_amount
from measure_row
cross join cut
inner join declared_measure as declared on measure_row.measure = declared.measure
left join dim_child as child on measure_row.child_key = child.child_key
where declared.figure not in ('median', 'children')
