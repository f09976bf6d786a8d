/*---
measure: contact_no_further_action_council_pct
title: Contacts that ended in no further action, as the council counts it
domain: contacts
kind: proportion
standard: local
better: neutral
needs: [ssd_contacts, ext_contact_outcome]
version: 1
effective_from: 2020-06-23
source: The council's mapping of reasons and its settings no_further_action_counts_<code>
counted: Contacts whose reason the council counts as no further action, and that did not go on
among: Contacts received in the period on which a decision was made
left_out: >
    Duplicates and administrative rows, contacts without a decision, the same message on the same day,
    and everything before reasons went live.
beware: By reason, not by the flag; national is contact_no_further_action_pct. Name which one is shown.
category: Source of the contact
---*/
select
    ending.subject_key,
    ending.child_key,
    ending.team_key,
    ending.worker_key,
    ending.counted_on,
    ending.source_code as category,
    ending.counts_for_council as in_numerator,
    true as in_denominator,
    case
        when ending.is_repeated then 'the same message on the same day'
        when not ending.is_decided then 'no decision yet'
        when not ending.in_council_rate then 'a duplicate, or administrative'
        when not ending.reasons_are_live then 'before reasons were recorded'
    end as excluded_because
from case_ending as ending
where ending.entity = 'contact'
