/*---
measure: contact_no_further_action_pct
title: Contacts that ended in no further action
domain: contacts
kind: proportion
standard: local
better: neutral
needs: [ssd_contacts]
version: 1
effective_from: 2013-04-01
source: The flag of the contact as recorded, in the way in which the census counts referrals
counted: Contacts whose outcome says no further action, whatever the reason
among: Contacts received in the period, decided or not
left_out: The same message again on one day
beware: By the flag alone; the council's own count is contact_no_further_action_council_pct.
category: Source of the contact
---*/
select
    contact_key as subject_key,
    child_key,
    team_key,
    worker_key,
    contact_on as counted_on,
    source_code as category,
    coalesce(no_further_action, outcome = 'no_further_action', false) as in_numerator,
    true as in_denominator,
    case when is_repeat_message then 'the same message on the same day' end as excluded_because
from fct_contact
