/*---
clock: icpc_duration_bands
title: Initial child protection conferences by working days from the section 47 start
domain: section_47
limit: 15
unit: working_days
bands:
  - {name: 0-10, up_to: 10}
  - {name: 11-15, up_to: 15}
  - {name: 16-20, up_to: 20}
  - {name: 21+}
counted_on: stops_on
open_rows: left_out
place_at: starts_on
standard: published
better: neutral
needs: [ssd_s47_enquiry, ssd_initial_cp_conference]
version: 2
effective_from: 2013-04-01
counted: Conferences whose wait since the start of the enquiry falls in the band
among: Initial child protection conferences held in the period that follow a section 47 enquiry
left_out: >
    Enquiries without a conference yet, conferences without an enquiry, and those for a child who moved in; one dated
    before its enquiry is invalid
beware: The first band runs from 0 to 10 here, unlike that of assessments
source: DfE children in need statistics, table C4, whose first band is 0 to 10
---*/
select
    waited.subject_key,
    waited.child_key,
    waited.team_key,
    waited.worker_key,
    waited.started_on as starts_on,
    waited.held_on as stops_on,
    case
        when waited.started_on <= this_run.as_at and coalesce(waited.held_on > this_run.as_at, true)
            then coalesce(waited.excluded_because, 'no conference was held yet')
        -- One that was held before its enquiry is a mistake in a date: the clock says so itself.
        when coalesce(waited.held_on >= waited.started_on, true) then waited.excluded_because
    end as excluded_because
from enquiry_to_conference as waited
cross join this_run
