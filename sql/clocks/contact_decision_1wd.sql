/*---
clock: contact_decision_1wd
title: Decision on a contact within one working day
limit: 1
unit: working_days
counted_on: starts_on
open_rows: late_when_overdue
place_at: starts_on
standard: statutory
better: high
needs: [ssd_contacts, ext_contact_outcome]
version: 1
effective_from: 2013-04-01
source: Working Together to Safeguard Children, a decision within one working day of receipt
---*/
select
    contact_key as subject_key,
    child_key,
    team_key,
    contact_on as starts_on,
    decided_on as stops_on,
    case when joins_open_case then 'added to a case that was already open' end as excluded_because
from fct_contact
