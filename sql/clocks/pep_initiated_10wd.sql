/*---
clock: pep_initiated_10wd
title: Personal education plan started within 10 working days of entering care
domain: looked_after
limit: 10
unit: working_days
counted_on: starts_on
open_rows: late_when_overdue
after_end: late
place_at: starts_on
standard: local
better: high
needs: [ssd_cla_episodes, ext_education_plan]
version: 1
effective_from: 2018-02-01
source: Local standard; the limit is the setting pep_working_days
counted: Children of school age whose plan was started in time
among: Children of school age who entered care in the period
left_out: Children not of compulsory school age that day; those who left by the due date without a plan; short breaks
beware: The days are local practice, not law. School age is reckoned from the date of birth, not from a school roll.
---*/
with period as (
    select
        *,
        lead(started_on) over (partition by child_key order by started_on nulls last, care_period_key)
            as next_started_on
    from fct_care_period
),

begun as (
    select
        period.care_period_key,
        min(fct_education_plan.started_on) as plan_on
    from period
    inner join fct_education_plan
        on period.child_key = fct_education_plan.child_key
        and fct_education_plan.started_on >= period.started_on
        and fct_education_plan.started_on < coalesce(period.next_started_on, date '9999-12-31')
    group by period.care_period_key
)

select
    period.care_period_key as subject_key,
    period.child_key,
    period.started_on as starts_on,
    begun.plan_on as stops_on,
    period.ended_on,
    wellbeing_setting.pep_working_days as limit_value,
    case when child_birthday.born_on is null then 'no date of birth' end as not_measurable_because,
    case
        when period.is_short_breaks then 'a series of short breaks'
        when period.started_on < child_birthday.school_from or period.started_on > child_birthday.school_until
            then 'not of school age'
    end as excluded_because
from period
cross join wellbeing_setting
left join begun on period.care_period_key = begun.care_period_key
left join child_birthday on period.child_key = child_birthday.child_key
