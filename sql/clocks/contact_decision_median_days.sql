/*---
clock: contact_decision_median_days
title: Working days from a contact to the decision, the middle one of all
domain: contacts
limit: 1
unit: working_days
figure: median
counted_on: starts_on
open_rows: left_out
place_at: starts_on
standard: local
better: low
needs: [ssd_contacts, ext_contact_outcome]
version: 1
effective_from: 2013-04-01
source: >
    Council minutes of 2020 on consistent responses at the front door; the same working days as
    contact_decision_1wd
counted: Working days from receipt to decision; half of the decisions took no longer than the median
among: Contacts received in the period that were decided
left_out: Contacts without a decision, and those added to a case that was open
beware: Compare teams by it, and see decision_spread for those at twice the authority's median.
category: Source of the contact
---*/
select
    contact_key as subject_key,
    child_key,
    team_key,
    worker_key,
    contact_on as starts_on,
    decided_on as stops_on,
    source_code as category,
    case
        when joins_open_case then 'added to a case that was already open'
        when decided_on is null then 'no date of a decision yet'
    end as excluded_because
from fct_contact
