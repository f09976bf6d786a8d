/*---
clock: icpc_open_overdue
title: Section 47 enquiries without a conference, or a decision that none is needed, after 15 working days
domain: section_47
limit: 15
unit: working_days
counted_on: as_at
open_rows: judged
numerator: late
place_at: as_at
standard: local
better: low
needs: [ssd_s47_enquiry, ssd_initial_cp_conference]
version: 1
effective_from: 2013-04-01
counted: Such enquiries that began more than 15 working days before the date
among: Section 47 enquiries that still looked towards a conference on the date
left_out: Enquiries with a conference by then, and those for which none was required or that were called off
beware: >
    A finished enquiry stays in it until its conference is held, and so does one that does not say what came of
    it. Day 15 itself is not overdue.
source: CIN census rule 8675Q, asked every night
---*/
select
    enquiry.section_47_key as subject_key,
    enquiry.child_key,
    enquiry.team_key,
    enquiry.worker_key,
    enquiry.started_on as starts_on,
    conference.held_on as stops_on,
    enquiry.no_conference_from as applies_until,
    case when enquiry.no_conference_from = date '1900-01-01' then 'no conference is required' end as excluded_because
from fct_section_47 as enquiry
left join conference_of_enquiry as conference on enquiry.section_47_key = conference.section_47_key
