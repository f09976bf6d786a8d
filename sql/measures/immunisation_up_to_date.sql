/*---
measure: immunisation_up_to_date
title: Children in care for a year whose immunisations are up to date
domain: looked_after
kind: proportion
counted_on: as_at
standard: published
better: high
needs: [ssd_cla_episodes, ssd_cla_immunisations]
version: 1
effective_from: 2009-04-01
source: SSDA903, outcomes of children looked after for 12 months or more
counted: Children who were recorded as up to date
among: Children who have been in care without a break for 12 months or more
left_out: >
    Children in care for less than a year; series of short breaks; months before a record that has replaced
    an earlier one
beware: Unknown counts as not up to date. Only the last record is kept, so earlier months may be missing.
---*/
with due as (
    select
        period.care_period_key,
        period.child_key,
        snapshot.taken_on
    from fct_care_period as period
    inner join snapshot
        on period.started_on + interval 12 month <= snapshot.taken_on
        and coalesce(period.ended_on, date '9999-12-31') > snapshot.taken_on
    where not period.is_short_breaks
),

-- A record without a day has always been so, as far as anybody knows.
said as (
    select
        child_key,
        coalesce(stated_on, date '1900-01-01') as stated_on,
        bool_and(is_up_to_date) as is_up_to_date
    from fct_immunisation
    group by child_key, coalesce(stated_on, date '1900-01-01')
),

first_said as (
    select child_key, min(stated_on) as stated_on from said
    group by child_key
)

select
    due.care_period_key as subject_key,
    due.child_key,
    due.taken_on as counted_on,
    true as in_denominator,
    coalesce(said.is_up_to_date, false) as in_numerator,
    case
        when said.child_key is null and first_said.stated_on > due.taken_on then 'what was recorded then is not kept'
    end as excluded_because
from due
asof left join said on due.child_key = said.child_key and due.taken_on >= said.stated_on
left join first_said on due.child_key = first_said.child_key
