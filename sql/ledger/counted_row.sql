/*---
table: counted_row
schema: temp
title: Which rows count in which period, before district and team are known
after: [clock_state, counting_rule, snapshot]
---*/
with
-- Clocks whose rows fall in the month of one of their own dates.
dated as (
    select
        ledger.measure,
        ledger.ledger_key as row_key,
        ledger.subject_key,
        ledger.child_key,
        ledger.team_key,
        cast(null as bigint) as locality_key,
        ledger.worker_key,
        -- A row may say its own day: an adopted child counts on the day of the order, whichever gap is measured.
        coalesce(
            ledger.counted_on,
            case declared.counted_on
                when 'starts_on' then ledger.starts_on
                -- What is overdue without a stop, or ended without one, counts where its limit ran out.
                when 'stops_on'
                    then case when ledger.stops_on <= this_run.as_at then ledger.stops_on else ledger.due_on end
                when 'due_on' then ledger.due_on
            end
        ) as counted_on,
        ledger.place_on,
        coalesce(
            ledger.band,
            (
                select arg_min(band.name, band.turn) from declared_band as band
                where band.measure = ledger.measure and ledger.elapsed <= band.up_to
            )
        ) as band,
        ledger.category,
        case declared.numerator
            when 'late' then ledger.state in ('late', 'open_overdue')
            else ledger.state in ('in_time', 'open_in_time')
        end as in_numerator,
        ledger.elapsed
    from clock_state as ledger
    cross join this_run
    inner join declared_clock as declared on ledger.measure = declared.measure
    where
        declared.counted_on <> 'as_at'
        and (
            (
                ledger.state in ('in_time', 'late')
                and (
                    declared.counted_on <> 'stops_on'
                    or ledger.stops_on <= this_run.as_at
                    or (declared.open_rows = 'late_when_overdue' and ledger.state = 'late')
                )
            )
            or (declared.open_rows = 'late_when_overdue' and ledger.state = 'open_overdue')
            or (
                declared.open_rows = 'judged'
                and declared.counted_on <> 'stops_on'
                and ledger.state in ('open_in_time', 'open_overdue')
            )
        )
),

-- Clocks that are read at a date: the row that was running then, judged as it stood then.
running as (
    select
        ledger.*,
        snapshot.taken_on,
        snapshot.day_key,
        declared.numerator,
        case ledger.limit_unit
            when 'working_days'
                then
                    taken.working_day_number - started.working_day_number
                    - (rule.rolls_forward and not started.is_working_day)::int
            when 'hours' then (epoch(cast(snapshot.taken_on + 1 as timestamptz)) - epoch(ledger.starts_at)) / 3600
            else snapshot.taken_on - ledger.starts_on
        end as elapsed_then
    from clock_state as ledger
    inner join declared_clock as declared on ledger.measure = declared.measure and declared.counted_on = 'as_at'
    inner join snapshot
        on greatest(ledger.counts_from, ledger.applies_from, ledger.starts_on) <= snapshot.taken_on
        and coalesce(ledger.stops_on, date '9999-12-31') > snapshot.taken_on
        and coalesce(ledger.ended_on, date '9999-12-31') > snapshot.taken_on
        and coalesce(ledger.applies_until, date '9999-12-31') > snapshot.taken_on
    left join dim_date as started on ledger.starts_on = started.date
    left join dim_date as taken on snapshot.taken_on = taken.date
    cross join counting_rule as rule
    where
        ledger.state not in ('invalid', 'not_measurable')
        -- A row that is left out for what it is stays out; one that ended in time was running before.
        and (
            ledger.state <> 'excluded'
            or ledger.excluded_because in ('ended before it fell due', 'it does not apply on this date')
        )
),

judged as (
    select
        *,
        case limit_unit when 'months' then taken_on <= due_on else elapsed_then <= limit_value end as is_within
    from running
),

every_row as (
    select
        measure,
        row_key,
        subject_key,
        child_key,
        team_key,
        locality_key,
        worker_key,
        counted_on,
        place_on,
        band,
        category,
        in_numerator,
        elapsed
    from dated
    where counted_on is not null
    union all
    select
        measure,
        xor(ledger_key, day_key) as row_key,
        subject_key,
        child_key,
        team_key,
        null,
        worker_key,
        taken_on as counted_on,
        taken_on as place_on,
        band,
        category,
        case numerator when 'late' then not is_within else is_within end as in_numerator,
        elapsed_then as elapsed
    from judged
    -- A first visit that is not due yet counts on neither side, and nor does a row that cannot be measured.
    where is_within is not null and not (awaits_first and is_within)
)

select
    every_row.measure,
    every_row.row_key,
    every_row.subject_key,
    every_row.child_key,
    every_row.team_key,
    every_row.locality_key,
    every_row.worker_key,
    every_row.counted_on,
    every_row.place_on,
    every_row.band,
    every_row.category,
    every_row.in_numerator,
    true as in_denominator,
    cast(
        case declared.figure
            when 'mean' then every_row.elapsed
            when 'median' then every_row.elapsed
            else every_row.in_numerator::int
        end as decimal(18, 4)
    ) as numerator_amount,
    cast(1 as decimal(18, 4)) as denominator_amount
from every_row
inner join declared_measure as declared on every_row.measure = declared.measure
union all
-- Counts and proportions that no clock is needed for.
select
    measure_input.measure,
    xor(
        xor(declared.measure_key, coalesce(measure_input.subject_key, 0)),
        case when declared.is_snapshot then snapshot.day_key else 0 end
    ) as row_key,
    measure_input.subject_key,
    measure_input.child_key,
    coalesce(measure_input.team_key, -1),
    measure_input.locality_key,
    coalesce(measure_input.worker_key, -1),
    measure_input.counted_on,
    measure_input.counted_on,
    measure_input.band,
    measure_input.category,
    coalesce(measure_input.in_numerator, measure_input.in_denominator),
    measure_input.in_denominator,
    coalesce(
        measure_input.numerator_amount,
        cast(coalesce(measure_input.in_numerator, measure_input.in_denominator)::int as decimal(18, 4))
    ),
    coalesce(measure_input.denominator_amount, cast(1 as decimal(18, 4)))
from measure_input
inner join declared_measure as declared on measure_input.measure = declared.measure
cross join this_run
left join snapshot on declared.is_snapshot and measure_input.counted_on = snapshot.taken_on
where
    measure_input.excluded_because is null
    and measure_input.invalid_because is null
    and measure_input.in_denominator
    and measure_input.counted_on <= this_run.as_at
