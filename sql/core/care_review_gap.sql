/*---
table: care_review_gap
schema: temp
title: From entering care, or one review, to the next, with the day it falls due and whether it was late
after: [fct_care_period, fct_review, dim_date]
source: >
    The same gaps as the clock of reviews: 20 working days, then 3 months, then 6, each from the review that was
    held. Lateness of the first is decided by the count, so the weekend after its last day is still in time.
---*/
with rule as (
    select
        coalesce(max(setting.value) filter (where setting.name = 'month_rule') = 'days_91_183', false)
            as months_as_days,
        coalesce(max(setting.value) filter (where setting.name = 'non_working_start') = 'roll_forward', false)
            as rolls_forward
    from setting
    cross join this_run
    where
        this_run.as_at >= coalesce(setting.valid_from, date '1900-01-01')
        and this_run.as_at <= coalesce(setting.valid_to, date '9999-12-31')
),

beginning as (
    select care_period_key, started_on as begins_on, true as is_entry
    from fct_care_period
    where started_on is not null
    union
    select period.care_period_key, fct_review.held_on, false
    from fct_review
    inner join fct_care_period as period on fct_review.care_period_key = period.care_period_key
    where
        fct_review.kind = 'looked_after'
        and not fct_review.is_cancelled
        and fct_review.held_on >= period.started_on
),

gap as (
    select
        care_period_key,
        begins_on,
        lead(begins_on) over turns as next_on,
        row_number() over turns as turn
    from beginning
    window turns as (partition by care_period_key order by begins_on, is_entry desc)
),

due as (
    select
        gap.*,
        case
            when gap.turn = 1 then twentieth.date
            when rule.months_as_days then gap.begins_on + case gap.turn when 2 then 91 else 183 end
            else cast(gap.begins_on + to_months(case gap.turn when 2 then 3 else 6 end) as date)
        end as due_on,
        -- The last day on which it is still in time: the day before the 21st working day.
        case when gap.turn = 1 then day_after.date - 1 end as first_lasts_until
    from gap
    cross join rule
    left join dim_date as entered on gap.begins_on = entered.date
    left join (select date, working_day_number from dim_date where is_working_day) as twentieth
        on entered.working_day_number + (rule.rolls_forward and not entered.is_working_day)::int + 20
        = twentieth.working_day_number
    left join (select date, working_day_number from dim_date where is_working_day) as day_after
        on entered.working_day_number + (rule.rolls_forward and not entered.is_working_day)::int + 21
        = day_after.working_day_number
)

select
    care_period_key,
    cast(turn as integer) as turn,
    begins_on,
    next_on,
    due_on,
    coalesce(first_lasts_until, due_on) as in_time_until
from due
