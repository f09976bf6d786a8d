/*---
clock: contact_decision_24h
title: Decision on a contact within 24 hours
domain: contacts
limit: 24
unit: hours
counted_on: starts_on
open_rows: late_when_overdue
place_at: starts_on
standard: local
better: high
needs: [ssd_contacts, ext_contact_outcome]
version: 1
effective_from: 2013-04-01
source: >
    A local standard that some councils keep beside the working day; another limit is the setting
    contact_decision_hours
counted: Contacts decided within 24 hours of receipt, nights and weekends included
among: Contacts received in the period that were decided, or have waited longer than that without a decision
left_out: >
    Contacts added to a case that was open; those still within the 24 hours; a contact or decision of which only the
    day is recorded, which is not measurable.
beware: Needs moments. A bare date, or midnight, is never taken for the first minute of the day.
category: Source of the contact
---*/
select
    contact.contact_key as subject_key,
    contact.child_key,
    contact.team_key,
    contact.worker_key,
    contact.contact_on as starts_on,
    contact.contact_at as starts_at,
    case when contact.decided_at <> date_trunc('day', contact.decided_at) then contact.decided_at end as stops_at,
    own.hours as limit_value,
    contact.source_code as category,
    case when contact.joins_open_case then 'added to a case that was already open' end as excluded_because,
    case when contact.decided_on < contact.contact_on then 'the decision is before the contact' end
        as invalid_because,
    case
        when contact.contact_at = date_trunc('day', contact.contact_at) then 'the contact has a day and no time'
        when contact.decided_at = date_trunc('day', contact.decided_at) then 'the decision has a day and no time'
        when contact.is_decided and contact.decided_at is null then 'decided, but without the time of the decision'
    end as not_measurable_because
from fct_contact as contact
cross join (
    select max(try_cast(setting.value as integer)) as hours
    from setting
    cross join this_run
    where
        setting.name = 'contact_decision_hours'
        and this_run.as_at >= coalesce(setting.valid_from, date '1900-01-01')
        and this_run.as_at <= coalesce(setting.valid_to, date '9999-12-31')
) as own
