/*---
table: control_limit
schema: mart
title: For each month of a figure its natural limits (XmR), and whether the month is signal or noise
after: [monthly_series, target]
source: >
    Mean and 2.66 times the average moving range, moving ranges over 3.267 times their average left out once.
    A signal is a point outside the limits, 7 in a row on one side, 7 in a row up or down, or 2 of 3 beyond
    two thirds of the way to a limit. Under 12 points there are no limits; from 12 to 19 they are provisional.
---*/
with middle as (
    select
        measure,
        level,
        locality_key,
        band,
        avg(value) as mean,
        avg(moving_range) as range_of_all
    from monthly_series
    group by measure, level, locality_key, band
),

natural_range as (
    select
        series.measure,
        series.level,
        series.locality_key,
        series.band,
        middle.mean,
        avg(series.moving_range) as average_range
    from monthly_series as series
    inner join middle
        on series.measure = middle.measure
        and series.level = middle.level
        and series.locality_key = middle.locality_key
        and series.band is not distinct from middle.band
    where series.moving_range is null or series.moving_range <= 3.267 * middle.range_of_all
    group by series.measure, series.level, series.locality_key, series.band, middle.mean
),

distance_of_point as (
    select
        series.*,
        limits.mean,
        2.66 * limits.average_range as reach,
        -- Rounded, so that a series that never moves lies on its mean and not a hair beside it.
        round(series.value - limits.mean, 6) as distance,
        round(2.66 * limits.average_range, 6) as rounded_reach,
        round(2.66 * limits.average_range * 2 / 3, 6) as two_thirds
    from monthly_series as series
    inner join natural_range as limits
        on series.measure = limits.measure
        and series.level = limits.level
        and series.locality_key = limits.locality_key
        and series.band is not distinct from limits.band
    where series.points >= 12
),

placed_point as (
    select
        * exclude (reach, rounded_reach, two_thirds, distance),
        mean - reach as lower_limit,
        mean + reach as upper_limit,
        sign(distance) as side,
        abs(distance) > rounded_reach as is_outside,
        case when abs(distance) > two_thirds then sign(distance) else 0 end as far_side
    from distance_of_point
),

-- A run is counted from where its side, or its step, last changed.
turned as (
    select
        *,
        (side is distinct from lag(side) over series)::int as side_turns,
        (step is distinct from lag(step) over series)::int as step_turns,
        -- Three in a row hold this one in three ways: as the last, the middle and the first.
        greatest(
            abs(far_side + lag(far_side) over series),
            abs(far_side + lag(far_side, 2) over series),
            abs(far_side + lead(far_side) over series),
            abs(far_side + lead(far_side, 2) over series)
        ) = 2 as is_two_of_three
    from placed_point
    window series as (partition by measure, level, locality_key, band order by month)
),

numbered as (
    select
        *,
        sum(side_turns) over series as side_run,
        sum(step_turns) over series as step_run
    from turned
    window series as (partition by measure, level, locality_key, band order by month)
),

run as (
    select
        *,
        count(*) over (partition by measure, level, locality_key, band, side_run) as side_length,
        count(*) over (partition by measure, level, locality_key, band, step_run) as step_length
    from numbered
),

signalled as (
    select
        *,
        -- Six steps one way are seven points; the point before the first step belongs to them.
        case
            when step_length >= 6 and step <> 0 then step
            when
                lead(step_length) over series >= 6
                and lead(step) over series <> 0
                and lead(step_run) over series <> step_run
                then lead(step) over series
            else 0
        end as trend
    from run
    window series as (partition by measure, level, locality_key, band order by month)
),

judged as (
    select
        signalled.*,
        definition.better,
        case
            when is_outside then 'outside the limits'
            when side_length >= 7 and side <> 0 then '7 in a row on one side'
            when trend <> 0 then '7 in a row up or down'
            when is_two_of_three and far_side <> 0 then '2 of 3 near a limit'
        end as signal,
        case when is_outside or (side_length >= 7 and side <> 0) or trend = 0 then side else trend end as direction
    from signalled
    inner join definition on signalled.measure = definition.measure
)

select
    judged.measure,
    judged.level,
    judged.locality_key,
    judged.band,
    judged.month,
    judged.numerator,
    judged.denominator,
    cast(judged.value as decimal(18, 1)) as value,
    judged.points,
    judged.points < 20 as is_provisional,
    cast(round(judged.mean, 2) as decimal(18, 2)) as mean,
    cast(round(judged.lower_limit, 2) as decimal(18, 2)) as lower_limit,
    cast(round(judged.upper_limit, 2) as decimal(18, 2)) as upper_limit,
    judged.signal,
    case
        when judged.signal is null then 'common cause'
        when judged.better = 'neutral' then 'change'
        when (judged.better = 'high') = (judged.direction > 0) then 'improvement'
        else 'concern'
    end as state,
    case
        when target.target is null or judged.better = 'neutral' then null
        when judged.better = 'high' and judged.lower_limit >= target.target then 'consistently passes'
        when judged.better = 'low' and judged.upper_limit <= target.target then 'consistently passes'
        when judged.better = 'high' and judged.upper_limit < target.target then 'consistently fails'
        when judged.better = 'low' and judged.lower_limit > target.target then 'consistently fails'
        else 'hit and miss'
    end as assurance
from judged
left join target
    on judged.measure = target.measure
    and judged.level = target.level
    and judged.locality_key = target.locality_key
    and judged.month >= target.valid_from
    and judged.month <= coalesce(target.valid_to, date '9999-12-31')
