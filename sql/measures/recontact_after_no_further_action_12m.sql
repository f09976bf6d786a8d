/*---
measure: recontact_after_no_further_action_12m
title: Children who came back within 12 months of a contact with no further action
domain: contacts
kind: proportion
standard: local
better: low
needs: [ssd_contacts]
version: 1
effective_from: 2013-04-01
source: Local measure; the same day of the month twelve months later is inside
counted: >
    Contacts with no further action that were followed by another contact about the same child within 12
    months
among: Contacts of the period that ended in no further action, once twelve months have passed
left_out: >
    Contacts that went on all the same, the same message again on one day, and those of the last twelve months, whose
    time is not over.
beware: The last twelve months have no figure. A contact on the same day is the same occasion.
category: Source of the contact
---*/
select
    ending.subject_key,
    ending.child_key,
    ending.team_key,
    ending.worker_key,
    ending.counted_on,
    ending.source_code as category,
    coalesce(
        ending.next_contact_on <= least(ending.counted_on + interval 12 month, this_run.as_at), false
    ) as in_numerator,
    true as in_denominator,
    case
        when ending.is_repeated then 'the same message on the same day'
        when ending.went_on then 'it went on all the same'
        when ending.counted_on + interval 12 month > this_run.as_at then 'the twelve months are not over'
    end as excluded_because
from case_ending as ending
cross join this_run
where ending.entity = 'contact' and ending.is_ended
