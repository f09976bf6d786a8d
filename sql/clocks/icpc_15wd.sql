/*---
clock: icpc_15wd
title: Initial child protection conference within 15 working days of the section 47 start
domain: section_47
limit: 15
unit: working_days
counted_on: stops_on
open_rows: left_out
place_at: starts_on
standard: statutory
better: high
needs: [ssd_s47_enquiry, ssd_initial_cp_conference]
version: 1
effective_from: 2013-04-01
counted: Conferences held no later than the 15th working day after the enquiry began
among: Initial child protection conferences held in the period that follow a section 47 enquiry
left_out: >
    Conferences dated before their enquiry, those without one, and those for a child who moved in; all of them
    stay in the count of conferences
beware: >
    The month is that of the conference. Each child of a family counts. Later strategy discussions do not move the
    start. An enquiry without a conference is not in it; see icpc_open_overdue. One held on a weekend is counted,
    and the census asks about its date.
source: Working Together to Safeguard Children; CIN census guide (from the strategy discussion that opened the enquiry)
---*/
select
    subject_key,
    child_key,
    team_key,
    worker_key,
    started_on as starts_on,
    held_on as stops_on,
    excluded_because
from enquiry_to_conference
