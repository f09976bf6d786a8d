/*---
measure: icpc_late_reason
title: Initial child protection conferences held late, by reason
domain: section_47
kind: proportion
standard: local
better: neutral
needs: [ssd_s47_enquiry, ssd_initial_cp_conference, ext_late_reason]
version: 1
effective_from: 2016-03-01
counted: Late conferences with the reason; none recorded, and words of no list, are rows of their own
among: Conferences held in the period more than 15 working days after the enquiry began
left_out: >
    Conferences in time, those that icpc_15wd leaves out, and those before the day on which reasons went live
beware: Add the rows to get all late conferences, which are those of icpc_15wd
source: Council minutes with figures to March 2016, understand the reasons; a local measure
---*/
select
    wait.subject_key,
    wait.child_key,
    wait.team_key,
    wait.worker_key,
    wait.held_on as counted_on,
    true as in_numerator,
    true as in_denominator,
    coalesce(wait.late_reason, 'not_recorded') as band,
    held.working_day_number - began.working_day_number as value,
    case when wait.held_on < live.began_on then 'before reasons were recorded' end as excluded_because
from enquiry_to_conference as wait
inner join dim_date as began on wait.started_on = began.date
inner join dim_date as held on wait.held_on = held.date
cross join (
    select coalesce(
        (select max(try_cast(value as date)) from setting where name = 'late_reasons_live_from'),
        (select min(exgl_live_from) from ext_go_live where exgl_what = 'late_reasons')
    ) as began_on
) as live
cross join (
    -- A start on a day without work may be rolled to the next one.
    select coalesce(max(setting.value = 'roll_forward'), false) as rolls_forward
    from setting
    cross join this_run
    where
        setting.name = 'non_working_start'
        and this_run.as_at >= coalesce(setting.valid_from, date '1900-01-01')
        and this_run.as_at <= coalesce(setting.valid_to, date '9999-12-31')
) as rule
where
    wait.excluded_because is null
    and held.working_day_number - began.working_day_number
    - (rule.rolls_forward and not began.is_working_day)::int > 15
