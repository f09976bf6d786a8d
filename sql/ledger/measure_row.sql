/*---
table: measure_row
schema: mart
title: The rows behind every figure, with district, team and the child's age as they were at the event
after: [counted_row, placed]
source: A birthday begins at its start; a child born on 29 February has it on 1 March in a common year
---*/
with aged as (
    select
        counted.*,
        person.born_on,
        person.expected_on,
        year(counted.counted_on) - year(person.born_on)
        - (
            32 * month(counted.counted_on) + dayofmonth(counted.counted_on)
            < 32 * month(person.born_on) + dayofmonth(person.born_on)
        )::int as age
    from counted_row as counted
    left join person on counted.child_key = person.child_key
)

select
    aged.measure,
    aged.row_key,
    aged.subject_key,
    aged.child_key,
    placed.team_then_key as team_key,
    coalesce(aged.locality_key, placed.locality_key) as locality_key,
    placed.team_place_key,
    aged.worker_key,
    aged.counted_on,
    cast(date_trunc('month', aged.counted_on) as date) as month,
    case
        when aged.child_key is null then 'not applicable'
        when aged.born_on is null and aged.expected_on is not null then 'unborn'
        when aged.age is null then 'unknown'
        when aged.age < 0 then 'unborn'
        when aged.age < 1 then 'under 1'
        when aged.age < 5 then '1 to 4'
        when aged.age < 10 then '5 to 9'
        when aged.age < 16 then '10 to 15'
        else '16 and over'
    end as age_band,
    aged.band,
    aged.category,
    aged.in_numerator,
    aged.in_denominator,
    aged.numerator_amount,
    aged.denominator_amount
from aged
inner join placed
    on aged.child_key is not distinct from placed.child_key
    and aged.team_key = placed.team_key
    and aged.place_on = placed.place_on
