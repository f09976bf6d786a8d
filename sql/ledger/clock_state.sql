/*---
table: clock_state
schema: temp
title: Every time that a clock ran, with how long it took, when it fell due and what became of it
after: [counting_rule]
source: >
    Days after the start, up to and with the stop (a start is day 0); a month limit ends on the same day
    number, or the last day of a shorter month; lateness is decided by the count, not by the due date.
---*/
with ran as not materialized (
    select
        rowid as row_id,
        * exclude (starts_on, stops_on),
        coalesce(starts_on, cast(starts_at as date)) as starts_on,
        coalesce(stops_on, cast(stops_at as date)) as stops_on,
        hash(
            measure, subject_key, coalesce(starts_on, cast(starts_at as date)),
            coalesce(stops_on, cast(stops_at as date))
        ) as what
    from clock_row
),

-- Few clocks run twice for one thing on the same days, and only those need a turn: to sort all rows takes long.
turned as materialized (
    select
        row_id,
        row_number() over (
            partition by measure, subject_key, starts_on, stops_on
            order by child_key, team_key nulls last, ended_on nulls last, applies_from nulls first
        ) as turn
    from ran
    where what in (select again.what from ran as again group by again.what having count(*) > 1)
),

limited as (
    select
        ran.* exclude (what),
        coalesce(turned.turn, 1) as turn,
        declared.unit,
        declared.measure_key,
        declared.after_end,
        declared.open_in_time_state,
        declared.open_late_state,
        declared.awaiting_state,
        declared.place_at,
        this_run.authority,
        this_run.as_at,
        this_run.until_at,
        coalesce(ran.limit_value, declared.limit_value) as days_or_months,
        case
            -- Systems that keep due dates as 91 and 183 days can be matched; calendar months are the rule.
            when coalesce(ran.limit_unit, declared.unit) = 'months'
                and rule.months_as_days
                and coalesce(ran.limit_value, declared.limit_value) in (3, 6)
                then 'days'
            else coalesce(ran.limit_unit, declared.unit)
        end as ruled_unit,
        rule.months_as_days,
        rule.rolls_forward
    from ran
    left join turned on ran.row_id = turned.row_id
    cross join this_run
    cross join counting_rule as rule
    inner join declared_clock as declared on ran.measure = declared.measure
),

counted as (
    select
        limited.* exclude (days_or_months, ruled_unit),
        case
            when ruled_unit = 'days' and coalesce(limit_unit, unit) = 'months' and days_or_months = 3 then 91
            when ruled_unit = 'days' and coalesce(limit_unit, unit) = 'months' and days_or_months = 6 then 183
            else days_or_months
        end as ruled_limit,
        ruled_unit,
        coalesce(stops_on <= as_at and coalesce(stops_at <= until_at, true), false) as is_stopped,
        coalesce(ended_on <= as_at, false) as is_ended,
        as_at >= coalesce(applies_from, date '1900-01-01') and as_at < coalesce(applies_until, date '9999-12-31')
            as applies
    from limited
),

judged_until as (
    select
        *,
        case
            when is_stopped then stops_on
            when is_ended and after_end = 'late' then ended_on
            else as_at
        end as until_on,
        case when is_stopped then stops_at else until_at end as until_moment
    from counted
),

-- A start on a day without work is day 0 and the next working day is day 1, unless the council rolls it forward.
measured as (
    select
        row.*,
        start_day.working_day_number + (row.rolls_forward and not start_day.is_working_day)::int as start_number,
        until_day.working_day_number as until_number
    from judged_until as row
    left join dim_date as start_day on row.starts_on = start_day.date
    left join dim_date as until_day on row.until_on = until_day.date
),

due as (
    select
        measured.*,
        case ruled_unit
            when 'working_days' then working_day.date
            when 'days' then starts_on + cast(ruled_limit as integer)
            when 'months' then cast(starts_on + to_months(cast(ruled_limit as integer)) as date)
            when 'hours' then cast(starts_at + to_hours(cast(ruled_limit as integer)) as date)
        end as due_on,
        case ruled_unit
            -- Rolled forward, a clock that stops before the next working day has not begun to count.
            when 'working_days'
                then case when until_number < start_number then 0 else until_number - start_number end
            -- Moments are counted apart, so a change of the clocks adds no hour and takes none away.
            when 'hours' then (epoch(until_moment) - epoch(starts_at)) / 3600
            else until_on - starts_on
        end as elapsed
    from measured
    left join (select date, working_day_number from dim_date where is_working_day) as working_day
        on measured.ruled_unit = 'working_days'
        and measured.start_number + measured.ruled_limit = working_day.working_day_number
),

stated as (
    select
        *,
        case ruled_unit when 'months' then until_on <= due_on else elapsed <= ruled_limit end as is_within,
        case
            when excluded_because is not null or not applies then 'excluded'
            when invalid_because is not null or starts_on is null or starts_on > until_on then 'invalid'
            when ruled_unit = 'hours' and starts_at > until_moment then 'invalid'
            when not is_stopped and is_ended and ended_on <= due_on and coalesce(end_excludes, true) then 'excluded'
            when not_measurable_because is not null or elapsed is null or due_on is null then 'not_measurable'
        end as left_out_as
    from due
)

select
    measure,
    xor(
        xor(measure_key, coalesce(subject_key, 0)),
        mixed(starts_on, stops_on, turn)
    ) as ledger_key,
    subject_key,
    child_key,
    coalesce(team_key, -1) as team_key,
    coalesce(worker_key, -1) as worker_key,
    starts_on,
    stops_on,
    ended_on,
    cast(ruled_limit as integer) as limit_value,
    ruled_unit as limit_unit,
    case when left_out_as is null then cast(elapsed as double) end as elapsed,
    case when ruled_unit in ('working_days', 'hours') then ruled_unit else 'days' end as elapsed_unit,
    case when coalesce(left_out_as, '') <> 'invalid' then due_on end as due_on,
    case
        when left_out_as is not null then left_out_as
        when is_stopped then case when is_within then 'in_time' else 'late' end
        -- Nothing came before the end: late when that is after the due date, at a weekend too.
        when is_ended and after_end = 'late' then case when ended_on <= due_on then 'in_time' else 'late' end
        when is_within and awaits_first and awaiting_state is not null then awaiting_state
        when is_within then open_in_time_state
        else open_late_state
    end as state,
    coalesce(
        excluded_because,
        invalid_because,
        case when left_out_as = 'not_measurable' then not_measurable_because end,
        case
            when not applies then 'it does not apply on this date'
            when left_out_as = 'invalid' and starts_on is null then 'no start date'
            when left_out_as = 'invalid' and not is_stopped then 'it starts after the as-at date'
            when left_out_as = 'invalid' then 'the stop is before the start'
            when left_out_as = 'excluded' then 'ended before it fell due'
            when left_out_as = 'not_measurable' then 'a date lies outside the calendar'
        end
    ) as excluded_because,
    band,
    category,
    coalesce(awaits_first, false) as awaits_first,
    counts_from,
    starts_at,
    stops_at,
    applies_from,
    applies_until,
    counted_on,
    case place_at
        when 'starts_on' then starts_on
        when 'due_on' then least(due_on, as_at)
        when 'stops_on'
            then case when is_stopped then stops_on when is_ended and after_end = 'late' then ended_on else as_at end
        else as_at
    end as place_on
from stated
