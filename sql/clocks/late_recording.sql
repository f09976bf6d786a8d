/*---
clock: late_recording
title: Records entered more than 5 working days after what they record
domain: performance
limit: 5
unit: working_days
counted_on: stops_on
open_rows: left_out
numerator: late
place_at: starts_on
standard: local
better: low
needs: [ext_recorded_at]
category: the table of the record
counted: Records entered after the limit
among: Records entered in the period
left_out: Records entered before the day itself, as plans are
beware: A visit made on time and entered late is in time as a visit and late here; what was never entered is unseen
version: 1
effective_from: 2016-04-01
source: Local standard; the limit is the setting late_recording_days, in working days
---*/
with local_limit as (
    select max(try_cast(setting.value as integer)) as working_days
    from setting
    cross join this_run
    where
        setting.name = 'late_recording_days'
        and this_run.as_at >= coalesce(setting.valid_from, date '1900-01-01')
        and this_run.as_at <= coalesce(setting.valid_to, date '9999-12-31')
)

select
    surrogate(concat_ws('|', 'entry', ext_recorded_at.exra_table, ext_recorded_at.exra_id, child_of.child_key))
        as subject_key,
    child_of.child_key,
    ext_recorded_at.exra_event_on as starts_on,
    ext_recorded_at.exra_recorded_on as stops_on,
    case
        when regexp_full_match(ext_recorded_at.exra_table, '(ssd|ext)_[a-z0-9_]{1,50}') then ext_recorded_at.exra_table
        else 'not a table'
    end as category,
    coalesce(local_limit.working_days, 5) as limit_value,
    case
        when ext_recorded_at.exra_recorded_on < ext_recorded_at.exra_event_on then 'entered before it happened'
        when ext_recorded_at.exra_event_on > this_run.as_at then 'it has not happened yet'
    end as excluded_because
from ext_recorded_at
cross join this_run
cross join local_limit
inner join child_of on ext_recorded_at.exra_person_id = child_of.local_id
where ext_recorded_at.exra_recorded_on is not null
