/*---
clock: section_47_duration
title: Median length of section 47 enquiries in working days
domain: section_47
limit: 15
unit: working_days
figure: median
counted_on: stops_on
open_rows: left_out
place_at: stops_on
standard: local
better: neutral
needs: [ssd_s47_enquiry]
version: 1
effective_from: 2013-04-01
counted: The middle length, in working days from the start to the end; of two in the middle, their mean
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
