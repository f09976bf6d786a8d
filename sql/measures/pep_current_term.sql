/*---
measure: pep_current_term
title: Children in care of school age whose personal education plan was reviewed in the current term
domain: looked_after
kind: proportion
counted_on: as_at
standard: statutory
better: high
needs: [ssd_cla_episodes, ext_education_plan, ext_school_term]
version: 1
effective_from: 2018-02-01
source: Promoting the education of looked-after children (2018), and the practice of virtual schools
counted: Children whose plan was reviewed since the term began
among: Children of compulsory school age who are in care on that date
left_out: The first 10 working days in care; series of short breaks; children without a date of birth
beware: >
    Low early in a term, when reviews are not yet due. After the last day of a term its figure stands until
    the next one begins. Terms come from the council; they are not quarters of a year.
category: Where the review stands
---*/
with term as (
    select
        extm_starts_on as starts_on,
        max(extm_ends_on) as ends_on
    from ext_school_term
    group by extm_starts_on
),

current_term as (
    select
        snapshot.taken_on,
        term.starts_on,
        term.ends_on
    from snapshot
    asof inner join term on snapshot.taken_on >= term.starts_on
    -- Ten weeks after a term there is another one, which the council has not said.
    where snapshot.taken_on <= term.ends_on + 70
),

pupil as (
    select
        period.care_period_key,
        period.child_key,
        period.started_on,
        current_term.taken_on,
        current_term.starts_on,
        current_term.ends_on,
        taken.working_day_number - entered.working_day_number as working_days_in_care
    from fct_care_period as period
    inner join current_term
        on period.started_on <= current_term.taken_on
        and coalesce(period.ended_on, date '9999-12-31') > current_term.taken_on
    inner join child_birthday
        on period.child_key = child_birthday.child_key
        and child_birthday.school_from <= current_term.taken_on
        and child_birthday.school_until >= current_term.taken_on
    left join dim_date as taken on current_term.taken_on = taken.date
    left join dim_date as entered on period.started_on = entered.date
    where not period.is_short_breaks
),

reviewed as (
    select
        pupil.care_period_key,
        pupil.taken_on,
        max(plan.held_on) as held_on
    from pupil
    inner join (
        select child_key, reviewed_on as held_on from fct_education_plan
        union
        -- The first plan of a child who came into care during the term is that term's.
        select child_key, started_on from fct_education_plan
    ) as plan
        on pupil.child_key = plan.child_key
        and plan.held_on >= pupil.starts_on
        and plan.held_on <= least(pupil.ends_on, pupil.taken_on)
    group by pupil.care_period_key, pupil.taken_on
)

select
    pupil.care_period_key as subject_key,
    pupil.child_key,
    pupil.taken_on as counted_on,
    true as in_denominator,
    reviewed.held_on is not null as in_numerator,
    pupil.ends_on as due_on,
    case
        when reviewed.held_on is not null then 'reviewed'
        when pupil.taken_on < pupil.ends_on then 'not yet due'
        else 'overdue'
    end as category,
    case when pupil.working_days_in_care <= 10 then 'in care for no more than 10 working days' end as excluded_because
from pupil
left join reviewed on pupil.care_period_key = reviewed.care_period_key and pupil.taken_on = reviewed.taken_on
