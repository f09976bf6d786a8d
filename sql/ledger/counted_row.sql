/*---
table: counted_row
schema: main
title: Which rows count in which period, before district and team are known
after: [clock_state, counting_rule]
---*/
with snapshot as (
    -- Month ends within the history that is shown, and the as-at date itself.
    select dim_date.month_end as taken_on
    from dim_date
    cross join this_run
    cross join history
    where
        dim_date.date = dim_date.month_end
        and dim_date.month_end < this_run.as_at
        and dim_date.month_end >= this_run.as_at - to_months(history.months)
    union
    select this_run.as_at from this_run
),

-- Clocks whose rows fall in the month of one of their own dates.
dated as (
    select
        ledger.measure,
        ledger.ledger_key as row_key,
        ledger.subject_key,
        ledger.child_key,
        ledger.team_key,
        case declared.counted_on
            when 'starts_on' then ledger.starts_on
            when 'stops_on' then ledger.stops_on
            when 'due_on' then ledger.due_on
        end as counted_on,
        ledger.place_on,
        (
            select arg_min(band.name, band.turn) from declared_band as band
            where band.measure = ledger.measure and ledger.elapsed <= band.up_to
        ) as band,
        case declared.numerator
            when 'late' then ledger.state in ('late', 'open_overdue')
            else ledger.state in ('in_time', 'open_in_time')
        end as in_numerator,
        ledger.state in ('in_time', 'late')
        or (declared.open_rows = 'late_when_overdue' and ledger.state = 'open_overdue')
        or (declared.open_rows = 'judged' and ledger.state in ('open_in_time', 'open_overdue'))
            as in_denominator
    from clock_state as ledger
    cross join this_run
    inner join declared_clock as declared on ledger.measure = declared.measure
    where
        declared.counted_on <> 'as_at'
        and (declared.counted_on <> 'stops_on' or ledger.stops_on <= this_run.as_at)
),

-- Clocks that are read at a date: the row that was running then, judged as it stood then.
running as (
    select
        ledger.*,
        snapshot.taken_on,
        declared.numerator,
        case ledger.limit_unit
            when 'working_days'
                then
                    taken.working_day_number - started.working_day_number
                    - (rule.rolls_forward and not started.is_working_day)::int <= ledger.limit_value
            when 'months' then snapshot.taken_on <= ledger.due_on
            else snapshot.taken_on - ledger.starts_on <= ledger.limit_value
        end as is_within
    from clock_state as ledger
    inner join declared_clock as declared on ledger.measure = declared.measure and declared.counted_on = 'as_at'
    inner join snapshot
        on greatest(ledger.counts_from, ledger.starts_on) <= snapshot.taken_on
        and coalesce(ledger.stops_on, date '9999-12-31') > snapshot.taken_on
        and coalesce(ledger.ended_on, date '9999-12-31') > snapshot.taken_on
    left join dim_date as started on ledger.starts_on = started.date
    left join dim_date as taken on snapshot.taken_on = taken.date
    cross join counting_rule as rule
    where
        ledger.state <> 'invalid'
        -- A row that is left out for what it is stays out; one that ended in time was running before.
        and (ledger.state <> 'excluded' or ledger.excluded_because = 'ended before it fell due')
)

select * from dated
where counted_on is not null and in_denominator
union all
select
    measure,
    surrogate(concat_ws('|', 'snapshot', ledger_key, taken_on)) as row_key,
    subject_key,
    child_key,
    team_key,
    taken_on as counted_on,
    taken_on as place_on,
    null as band,
    case numerator when 'late' then not is_within else is_within end as in_numerator,
    true as in_denominator
from running
-- A first visit that is not due yet counts on neither side, and nor does a row that cannot be measured.
where is_within is not null and not (awaits_first and is_within)
union all
-- Counts and proportions that no clock is needed for.
select
    measure_input.measure,
    surrogate(concat_ws('|', 'measure', measure_input.measure, measure_input.subject_key)) as row_key,
    measure_input.subject_key,
    measure_input.child_key,
    coalesce(measure_input.team_key, -1),
    measure_input.counted_on,
    measure_input.counted_on,
    measure_input.band,
    coalesce(measure_input.in_numerator, measure_input.in_denominator),
    measure_input.in_denominator
from measure_input
cross join this_run
where
    measure_input.excluded_because is null
    and measure_input.in_denominator
    and measure_input.counted_on <= this_run.as_at
