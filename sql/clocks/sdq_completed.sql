/*---
clock: sdq_completed
title: Children of 4 to 16 in care for a year with a strengths and difficulties score in the last 12 months
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
needs: [ssd_cla_episodes, ssd_sdq_scores]
version: 1
effective_from: 2009-04-01
source: SSDA903; Promoting the health and wellbeing of looked-after children (2022), annex B
counted: Children with a score from the 12 months before that date
among: Children who are 4 to 16 on that date and have been in care without a break for 12 months or more
left_out: Children under 4, and from the seventeenth birthday on; series of short breaks; no date of birth
beware: A reason for having no score is no score. A child who turns 17 on the day itself is out.
---*/
with period as (
    select * from fct_care_period
    where started_on is not null
),

beginning as (
    select care_period_key, started_on as begins_on, true as is_first from period
    union
    select period.care_period_key, fct_sdq.completed_on, false
    from period
    inner join fct_sdq
        on period.child_key = fct_sdq.child_key
        and fct_sdq.completed_on >= period.started_on
        and fct_sdq.completed_on <= coalesce(period.ended_on, date '9999-12-31')
        and fct_sdq.score is not null
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
    -- A child without any score is late from the day on which the first year in care is complete.
    case
        when gap.is_first then cast(period.started_on + interval 12 month as date) - period.started_on - 1
        else 12
    end as limit_value,
    case when gap.is_first then 'days' else 'months' end as limit_unit,
    child_birthday.fourth_on as applies_from,
    child_birthday.seventeenth_on as applies_until,
    case when child_birthday.born_on is null then 'no date of birth' end as not_measurable_because,
    case when period.is_short_breaks then 'a series of short breaks' end as excluded_because
from gap
inner join period on gap.care_period_key = period.care_period_key
left join child_birthday on period.child_key = child_birthday.child_key
