/*---
clock: icpc_transfer_in_15wd
title: Transfer-in conferences within 15 working days of the other authority's notice
domain: section_47
limit: 15
unit: working_days
counted_on: stops_on
open_rows: left_out
place_at: stops_on
standard: statutory
better: high
needs: [ext_transfer_in]
version: 1
effective_from: 2013-04-01
counted: Conferences held no later than the 15th working day after the formal notice of the move
among: Transfer-in conferences held in the period
left_out: Moves without a conference so far; the ledger lists those that are overdue
beware: A transfer-in conference belongs to the referral and to no section 47 enquiry; it is never in icpc_15wd
source: CIN census guide, conferences after a move between authorities; Working Together to Safeguard Children
---*/
select
    transfer_in_key as subject_key,
    child_key,
    team_key,
    notified_on as starts_on,
    conference_on as stops_on
from fct_transfer_in
