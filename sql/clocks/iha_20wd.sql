/*---
clock: iha_20wd
title: Initial health assessment within 20 working days of entering care
domain: looked_after
limit: 20
unit: working_days
counted_on: starts_on
open_rows: late_when_overdue
after_end: late
place_at: starts_on
standard: statutory
better: high
needs: [ssd_cla_episodes, ssd_cla_health]
version: 1
effective_from: 2011-04-01
source: >
    Promoting the health and wellbeing of looked-after children (2022), paragraphs 40 and 41; Care Planning,
    Placement and Case Review (England) Regulations 2010, regulations 7 and 33
counted: Children whose first health assessment in care was done by the 20th working day
among: Children who entered care in the period and were assessed, or were still in care when it fell due
left_out: Children who left care by the due date without an assessment; series of short breaks
beware: Consent that comes late does not move the clock. The health plan has to be there for the first review.
category: When consent to the assessment came
---*/
with period as (
    select
        *,
        lead(started_on) over turns as next_started_on,
        row_number() over turns as turn
    from fct_care_period
    window turns as (partition by child_key order by started_on nulls last, care_period_key)
),

done as (
    select
        period.care_period_key,
        -- An assessment held after the child has left still belongs to the time in care before it.
        min(check_up.checked_on) filter (where check_up.checked_on >= period.started_on) as first_on,
        -- There is no initial assessment before care, so a day before the first time in care is a wrong day.
        max(check_up.checked_on) filter (
            where
            check_up.checked_on < period.started_on and period.turn = 1
            and check_up.kind = 'initial_health_assessment'
        ) as impossible_on
    from period
    inner join fct_health_check as check_up
        on period.child_key = check_up.child_key
        and check_up.checked_on < coalesce(period.next_started_on, date '9999-12-31')
        and check_up.kind in ('initial_health_assessment', 'health_assessment')
        and check_up.status = 'completed'
    group by period.care_period_key
)

select
    period.care_period_key as subject_key,
    period.child_key,
    period.started_on as starts_on,
    coalesce(done.first_on, done.impossible_on) as stops_on,
    period.ended_on,
    case
        when health_consent.consent_on is null then 'consent not recorded'
        when health_consent.consent_on <= period.started_on then 'consent from the start'
        else 'consent came later'
    end as category,
    case when period.is_short_breaks then 'a series of short breaks' end as excluded_because
from period
left join done on period.care_period_key = done.care_period_key
left join health_consent on period.care_period_key = health_consent.care_period_key
