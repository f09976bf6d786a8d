/*---
measure: icpc_decision_day5_open
title: Open section 47 enquiries near or past day five without a decision on a conference
domain: section_47
kind: proportion
counted_on: as_at
standard: local
better: low
needs: [ssd_s47_enquiry, ext_section_47_decision]
version: 1
effective_from: 2016-03-01
counted: >
    Open enquiries by band: decided; not due; amber on the fourth and fifth working day without a decision; red
    from the sixth
among: Section 47 enquiries that were open on the date
left_out: Enquiries that had ended or were called off by then
beware: >
    The chase list is amber and red together. With the setting day_one_is_start each band begins a day earlier.
source: Council minutes with figures to March 2016, no later than day five; a local rule for the council to confirm
---*/
with rule as (
    -- Counted with the start as day one, the fifth day is the fourth after it. A start on a day without work may
    -- be rolled to the next one.
    select
        5 - coalesce(
            max(lower(value) in ('true', 'yes', 'y', '1')) filter (where name = 'day_one_is_start'), false
        )::int as last_day,
        coalesce(max(value = 'roll_forward') filter (where name = 'non_working_start'), false) as rolls_forward
    from setting
    cross join this_run
    where
        this_run.as_at >= coalesce(valid_from, date '1900-01-01')
        and this_run.as_at <= coalesce(valid_to, date '9999-12-31')
),

enquiry as (
    select
        fct_section_47.*,
        began.working_day_number + (rule.rolls_forward and not began.is_working_day)::int as first_number,
        rule.last_day
    from fct_section_47
    cross join rule
    inner join dim_date as began on fct_section_47.started_on = began.date
),

waiting as (
    select
        enquiry.*,
        snapshot.taken_on,
        coalesce(enquiry.decided_on <= snapshot.taken_on, false) as is_decided,
        greatest(taken.working_day_number - enquiry.first_number, 0) as days,
        enquiry.first_number + enquiry.last_day as last_number
    from enquiry
    inner join snapshot
        on enquiry.started_on <= snapshot.taken_on
        and coalesce(least(enquiry.ended_on, enquiry.cancelled_on), date '9999-12-31') > snapshot.taken_on
    inner join dim_date as taken on snapshot.taken_on = taken.date
)

select
    waiting.section_47_key as subject_key,
    waiting.child_key,
    waiting.team_key,
    waiting.worker_key,
    waiting.taken_on as counted_on,
    not waiting.is_decided and waiting.days >= waiting.last_day - 1 as in_numerator,
    true as in_denominator,
    case
        when waiting.is_decided then 'decided'
        when waiting.days > waiting.last_day then 'red'
        when waiting.days >= waiting.last_day - 1 then 'amber'
        else 'not_due'
    end as band,
    waiting.days as value,
    last_day.date as due_on
from waiting
left join (select date, working_day_number from dim_date where is_working_day) as last_day
    on waiting.last_number = last_day.working_day_number
