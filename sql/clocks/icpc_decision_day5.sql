/*---
clock: icpc_decision_day5
title: Decision on a conference by day five of the section 47 enquiry
domain: section_47
limit: 5
unit: working_days
counted_on: starts_on
open_rows: late_when_overdue
place_at: starts_on
after_end: late
standard: local
better: high
needs: [ssd_s47_enquiry, ext_section_47_decision]
version: 1
effective_from: 2016-03-01
counted: Enquiries for which a manager decided within five working days whether a conference is needed
among: Enquiries that began in the period and have a decision, or none after the fifth day
left_out: An enquiry that was opened in error and cancelled the same day
beware: >
    The start is day 0. With the setting day_one_is_start it is day one, which makes the limit four working days;
    the days shown are counted in the same way in both.
source: Council minutes with figures to March 2016, no later than day five; a local rule for the council to confirm
---*/
select
    section_47_key as subject_key,
    child_key,
    team_key,
    worker_key,
    started_on as starts_on,
    decided_on as stops_on,
    cancelled_on as ended_on,
    case when rule.day_one_is_start then 4 else 5 end as limit_value,
    case when cancelled_on <= started_on then 'opened in error and cancelled the same day' end as excluded_because
from fct_section_47
cross join (
    -- Counted with the start as day one, the fifth day is the fourth after it.
    select coalesce(max(lower(setting.value) in ('true', 'yes', 'y', '1')), false) as day_one_is_start
    from setting
    cross join this_run
    where
        setting.name = 'day_one_is_start'
        and this_run.as_at >= coalesce(setting.valid_from, date '1900-01-01')
        and this_run.as_at <= coalesce(setting.valid_to, date '9999-12-31')
) as rule
