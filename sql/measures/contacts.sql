/*---
measure: contacts
title: Contacts received
domain: contacts
kind: count
standard: local
better: neutral
needs: [ssd_contacts]
version: 2
effective_from: 2013-04-01
source: ADCS Safeguarding Pressures; the same message for the same child on the same day counts once
counted: Contacts in the period, one for each child that a contact is about
left_out: A message that came twice for the same child, from the same source, on one day
beware: A contact is no referral. Front doors differ in what they record as one.
category: Source of the contact
---*/
select
    contact_key as subject_key,
    child_key,
    team_key,
    worker_key,
    contact_on as counted_on,
    source_code as category,
    true as in_denominator,
    case when is_repeat_message then 'the same message on the same day' end as excluded_because
from fct_contact
