/*---
table: open_clock
schema: mart
title: Every clock that is still running, who has it now, when it falls due and whether it will be late
after: [running_clock, placed]
source: >
    Working days left are those from the as-at date to the due date; what is overdue has at least one fewer than
    none. At risk is what has used the share of its time that the setting at_risk_percent says (80) and is not
    overdue. If nothing closes, a row is late by the month's end when its limit has run out by then. The month is
    that of the day after the as-at date. Day four is the working day before the last one for deciding on an enquiry.
---*/
with at_risk as (
    select coalesce(max(try_cast(setting.value as double)), 80) / 100 as share
    from setting
    cross join this_run
    where
        setting.name = 'at_risk_percent'
        and this_run.as_at >= coalesce(setting.valid_from, date '1900-01-01')
        and this_run.as_at <= coalesce(setting.valid_to, date '9999-12-31')
),

running as (
    select
        clock.*,
        placed.team_then_key,
        placed.worker_then_key,
        placed.locality_key,
        placed.team_place_key,
        last_day(clock.as_at + 1) as month_end
    from running_clock as clock
    inner join placed
        on clock.child_key is not distinct from placed.child_key
        and clock.team_key = placed.team_key
        and clock.as_at = placed.place_on
),

counted as (
    select
        running.*,
        today.working_day_number - started.working_day_number as working_days_run,
        case
            when running.is_overdue then least(due.working_day_number - today.working_day_number, -1)
            else due.working_day_number - today.working_day_number
        end as working_days_left,
        case
            when running.limit_unit in ('working_days', 'hours') then running.elapsed / nullif(running.limit_value, 0)
            else (running.as_at - running.starts_on) / nullif(running.due_on - running.starts_on, 0)
        end as share_used,
        -- Lateness goes by the count: a limit that runs out on a Friday is not overrun on the Sunday.
        case running.limit_unit
            when 'working_days' then ending.working_day_number > due.working_day_number
            else running.month_end > running.due_on
        end as runs_out
    from running
    left join dim_date as today on running.as_at = today.date
    left join dim_date as started on running.starts_on = started.date
    left join dim_date as due on running.due_on = due.date
    left join dim_date as ending on running.month_end = ending.date
)

select
    counted.measure,
    counted.ledger_key,
    counted.subject_key,
    counted.child_key,
    counted.team_then_key as team_key,
    case when counted.worker_key > 0 then counted.worker_key else counted.worker_then_key end as worker_key,
    counted.locality_key,
    counted.team_place_key,
    counted.starts_on,
    counted.due_on,
    counted.limit_value,
    counted.limit_unit,
    counted.elapsed,
    counted.state,
    cast(case counted.limit_unit when 'working_days' then counted.elapsed else counted.working_days_run end as integer)
        as working_days_run,
    counted.working_days_left,
    case
        when counted.is_overdue then 'overdue'
        when counted.working_days_left <= 5 then 'due_in_5'
        when counted.working_days_left <= 10 then 'due_in_10'
        when counted.working_days_left <= 20 then 'due_in_20'
        else 'later'
    end as band,
    not counted.is_overdue and coalesce(counted.share_used, 1) >= at_risk.share as is_at_risk,
    counted.measure = 'icpc_decision_day5' and counted.elapsed = counted.limit_value - 1 as is_day_four,
    counted.is_overdue or coalesce(counted.runs_out, false) as is_late_by_month_end,
    counted.month_end
from counted
cross join at_risk
