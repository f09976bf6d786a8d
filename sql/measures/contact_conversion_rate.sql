/*---
measure: contact_conversion_rate
title: Contacts that became a referral
domain: contacts
kind: proportion
standard: local
better: neutral
needs: [ssd_contacts]
version: 1
effective_from: 2013-04-01
source: ADCS Safeguarding Pressures, table 5
counted: Contacts whose outcome is a referral or a child protection enquiry
among: Contacts received in the period on which a decision was made
left_out: Contacts without a decision, and the same message again on one day
beware: Goes by the outcome of the contact, never by finding a referral near its date.
category: Source of the contact
---*/
select
    contact_key as subject_key,
    child_key,
    team_key,
    worker_key,
    contact_on as counted_on,
    source_code as category,
    coalesce(outcome = 'referral', false) as in_numerator,
    true as in_denominator,
    case
        when is_repeat_message then 'the same message on the same day'
        when not is_decided then 'no decision yet'
    end as excluded_because
from fct_contact
