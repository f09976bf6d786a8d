/*---
clock: icpc_duration_bands
title: Initial child protection conferences by working days from the section 47 start
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
version: 1
effective_from: 2013-04-01
source: DfE children in need statistics, table C4, whose first band is 0 to 10
---*/
select
    fct_conference.conference_key as subject_key,
    fct_conference.child_key,
    coalesce(fct_section_47.team_key, fct_conference.team_key) as team_key,
    coalesce(fct_section_47.worker_key, fct_conference.worker_key) as worker_key,
    fct_section_47.started_on as starts_on,
    fct_conference.held_on as stops_on,
    case
        when fct_conference.is_transfer_in then 'the child moved in from another authority'
        when fct_conference.section_47_key is null then 'no section 47 enquiry is linked'
        when fct_conference.held_on < fct_section_47.started_on then 'held before the enquiry began'
    end as excluded_because
from fct_conference
left join fct_section_47 on fct_conference.section_47_key = fct_section_47.section_47_key
where fct_conference.held_on is not null
union all
-- An enquiry without a conference: the clock runs until the enquiry ends without one.
select
    fct_section_47.section_47_key,
    fct_section_47.child_key,
    fct_section_47.team_key,
    fct_section_47.worker_key,
    fct_section_47.started_on,
    null,
    case when fct_section_47.ended_on is not null then 'the enquiry ended without a conference' end
from fct_section_47
where not exists (
        select 1 from fct_conference
        where fct_conference.section_47_key = fct_section_47.section_47_key and fct_conference.held_on is not null
    )
