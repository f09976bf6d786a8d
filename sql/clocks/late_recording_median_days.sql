/*---
clock: late_recording_median_days
title: Days from what happened to its entry, the middle one
domain: performance
limit: 7
unit: days
figure: median
counted_on: stops_on
open_rows: left_out
place_at: starts_on
standard: local
better: low
needs: [ext_recorded_at]
category: the table of the record
counted: Calendar days from the event to its entry
among: Records entered in the period
left_out: Records entered before the day itself, as plans are
beware: Half of all records took longer than this; the share of late ones is late_recording
version: 1
effective_from: 2016-04-01
source: Local
---*/
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
    case
        when ext_recorded_at.exra_recorded_on < ext_recorded_at.exra_event_on then 'entered before it happened'
        when ext_recorded_at.exra_event_on > this_run.as_at then 'it has not happened yet'
    end as excluded_because
from ext_recorded_at
cross join this_run
inner join child_of on ext_recorded_at.exra_person_id = child_of.local_id
where ext_recorded_at.exra_recorded_on is not null
