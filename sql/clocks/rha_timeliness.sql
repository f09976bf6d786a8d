/*---
clock: rha_timeliness
title: Children in care whose next health assessment is not overdue (every 6 months under five, every 12 from then on)
domain: looked_after
limit: 12
unit: months
counted_on: as_at
open_rows: judged
open_states: [in_time, late]
place_at: as_at
standard: statutory
better: high
needs: [ssd_cla_episodes, ssd_cla_health]
version: 1
effective_from: 2011-04-01
source: Promoting the health and wellbeing of looked-after children (2022), paragraph 53; SSDA903
counted: Children whose health assessment is due on that date or later
among: Children who have been in care for 12 months or more
left_out: >
    Series of short breaks; a child who refused, from that day until the next assessment is done; children
    without a date of birth
beware: >
    Six months apply when they end before the fifth birthday. A child who was never assessed is counted from
    entering care. Children in their first year of care are in the ledger and not in the percentage.
---*/
with period as (
    select * from fct_care_period
    where started_on is not null
),

assessed as (
    select
        period.care_period_key,
        check_up.checked_on,
        check_up.status
    from period
    inner join fct_health_check as check_up
        on period.child_key = check_up.child_key
        and check_up.checked_on >= period.started_on
        and check_up.checked_on <= coalesce(period.ended_on, date '9999-12-31')
        and check_up.kind in ('initial_health_assessment', 'review_health_assessment', 'health_assessment')
        and check_up.status in ('completed', 'refused')
),

beginning as (
    select care_period_key, started_on as begins_on from period
    union
    select care_period_key, checked_on from assessed
    where status = 'completed'
),

gap as (
    select
        *,
        lead(begins_on) over (partition by care_period_key order by begins_on) as next_on
    from beginning
),

refused as (
    select
        gap.care_period_key,
        gap.begins_on,
        min(assessed.checked_on) as refused_on
    from gap
    inner join assessed
        on gap.care_period_key = assessed.care_period_key
        and assessed.status = 'refused'
        and assessed.checked_on >= gap.begins_on
        and assessed.checked_on < coalesce(gap.next_on, date '9999-12-31')
    group by gap.care_period_key, gap.begins_on
)

select
    period.care_period_key as subject_key,
    period.child_key,
    gap.begins_on as starts_on,
    gap.next_on as stops_on,
    period.ended_on,
    cast(period.started_on + interval 12 month as date) as counts_from,
    case when gap.begins_on + interval 6 month < child_birthday.fifth_on then 6 else 12 end as limit_value,
    refused.refused_on as applies_until,
    case when child_birthday.born_on is null then 'no date of birth' end as not_measurable_because,
    case when period.is_short_breaks then 'a series of short breaks' end as excluded_because
from gap
inner join period on gap.care_period_key = period.care_period_key
left join child_birthday on period.child_key = child_birthday.child_key
left join refused on gap.care_period_key = refused.care_period_key and gap.begins_on = refused.begins_on
union all
-- Without the day of entering care there is nothing to count from.
select
    care_period_key,
    child_key,
    null,
    null,
    ended_on,
    null,
    12,
    null,
    null,
    null
from fct_care_period
where started_on is null
