/*---
measure: contacts_outcome_mix
title: What contacts led to
domain: contacts
kind: proportion
standard: local
better: neutral
needs: [ssd_contacts, ext_contact_outcome]
version: 1
effective_from: 2013-04-01
source: ADCS Safeguarding Pressures, table 5
counted: Contacts by outcome - referral, early help, advice or signpost, no further action, other, unknown
among: Contacts received in the period on which a decision was made
left_out: Contacts without a decision, and the same message again on one day
beware: >
    The outcome as recorded; why a contact went no further is another question. Unknown is a decision whose
    words nobody mapped.
category: Source of the contact
---*/
select
    contact_key as subject_key,
    child_key,
    team_key,
    worker_key,
    contact_on as counted_on,
    source_code as category,
    coalesce(outcome, 'unknown') as band,
    true as in_numerator,
    true as in_denominator,
    case
        when is_repeat_message then 'the same message on the same day'
        when not is_decided then 'no decision yet'
    end as excluded_because
from fct_contact
