/*---
clock: section_47_duration_bands
title: Section 47 enquiries by working days from start to end
domain: section_47
limit: 15
unit: working_days
bands:
  - {name: 0-5, up_to: 5}
  - {name: 6-10, up_to: 10}
  - {name: 11-15, up_to: 15}
  - {name: 16-20, up_to: 20}
  - {name: 21+}
counted_on: stops_on
open_rows: left_out
place_at: stops_on
standard: local
better: neutral
needs: [ssd_s47_enquiry]
version: 1
effective_from: 2013-04-01
counted: Enquiries whose length falls in the band
among: Section 47 enquiries that ended in the period
left_out: Enquiries that are still open
beware: No law limits the enquiry itself; 15 working days is the limit of the conference and moves no figure here
category: the outcome of the enquiry
source: Council minutes with figures to March 2016, timeliness of section 47 enquiries; a local measure
---*/
select
    section_47_key as subject_key,
    child_key,
    team_key,
    worker_key,
    started_on as starts_on,
    ended_on as stops_on,
    outcome as category
from fct_section_47
