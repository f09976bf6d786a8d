/*---
measure: contacts_below_threshold_pct
title: Contacts that did not meet the threshold
domain: contacts
kind: proportion
standard: local
better: neutral
needs: [ssd_contacts, ext_contact_outcome]
version: 1
effective_from: 2013-04-01
source: Council minutes of 2020 on the share of contacts below the threshold
counted: Contacts whose reason is that the threshold was not met, wherever they were sent on to
among: Contacts received in the period on which a decision was made
left_out: >
    Contacts without a decision, the same message again on one day, and everything before reasons went live
beware: >
    A reason, not an outcome - such a contact is often passed to early help. See contacts_outcome_mix beside
    it.
category: Source of the contact
---*/
select
    contact.contact_key as subject_key,
    contact.child_key,
    contact.team_key,
    contact.worker_key,
    contact.contact_on as counted_on,
    contact.source_code as category,
    coalesce(reason.band = 'below_threshold', false) as in_numerator,
    true as in_denominator,
    case
        when contact.is_repeat_message then 'the same message on the same day'
        when not contact.is_decided then 'no decision yet'
        when live.began_on is null or contact.contact_on < live.began_on then 'before reasons were recorded'
    end as excluded_because
from fct_contact as contact
cross join reasons_live as live
left join no_further_action_rule as reason on contact.reason_code = reason.code
