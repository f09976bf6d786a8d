/*---
clock: dental_check_12m
title: Children in care for a year who saw a dentist in the last 12 months
domain: looked_after
limit: 12
unit: months
counted_on: as_at
open_rows: judged
open_states: [in_time, late]
awaiting_state: not_due
place_at: as_at
standard: published
better: high
needs: [ssd_cla_episodes, ssd_cla_health]
version: 1
effective_from: 2009-04-01
source: SSDA903, outcomes of children looked after for 12 months or more (teeth checked by a dentist)
counted: Children with a dental check within the 12 months before that date
among: Children who have been in care without a break for 12 months or more
left_out: Children in care for less than a year; series of short breaks; children under the age in dental_check_from_age
beware: The national figure is taken at 31 March only and has no lower age.
---*/
with period as (
    select * from fct_care_period
    where started_on is not null
),

beginning as (
    select care_period_key, started_on as begins_on, true as is_first from period
    union
    select period.care_period_key, check_up.checked_on, false
    from period
    inner join fct_health_check as check_up
        on period.child_key = check_up.child_key
        and check_up.checked_on >= period.started_on
        and check_up.checked_on <= coalesce(period.ended_on, date '9999-12-31')
        and check_up.kind = 'dental_check'
        and check_up.status = 'completed'
),

gap as (
    select
        *,
        lead(begins_on) over (partition by care_period_key order by begins_on, is_first desc) as next_on
    from beginning
)

select
    period.care_period_key as subject_key,
    period.child_key,
    gap.begins_on as starts_on,
    gap.next_on as stops_on,
    period.ended_on,
    gap.is_first as awaits_first,
    cast(period.started_on + interval 12 month as date) as counts_from,
    -- A child who was never checked is late from the day on which the first year in care is complete.
    case
        when gap.is_first then cast(period.started_on + interval 12 month as date) - period.started_on - 1
        else 12
    end as limit_value,
    case when gap.is_first then 'days' else 'months' end as limit_unit,
    cast(child_birthday.born_on + to_years(wellbeing_setting.dental_check_from_age) as date) as applies_from,
    case when period.is_short_breaks then 'a series of short breaks' end as excluded_because
from gap
cross join wellbeing_setting
inner join period on gap.care_period_key = period.care_period_key
left join child_birthday on period.child_key = child_birthday.child_key
