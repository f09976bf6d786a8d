/*---
clock: contact_decision_1wd
title: Decision on a contact within one working day
domain: contacts
limit: 1
unit: working_days
counted_on: starts_on
open_rows: late_when_overdue
place_at: starts_on
standard: statutory
better: high
needs: [ssd_contacts, ext_contact_outcome]
version: 2
effective_from: 2013-04-01
source: Working Together to Safeguard Children, a decision within one working day of receipt
counted: Contacts decided on the day of receipt or the next working day
among: Contacts received in the period that were decided, or are overdue without a decision
left_out: >
    Contacts added to a case that was open; those still within the day; a decision before the receipt; an outcome
    without the date of its decision.
beware: Friday evening to Monday is one working day. The day of receipt is day 0, whatever the hour.
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
    case when joins_open_case then 'added to a case that was already open' end as excluded_because,
    case when is_decided and decided_on is null then 'decided, but without the date of the decision' end
        as not_measurable_because
from fct_contact
