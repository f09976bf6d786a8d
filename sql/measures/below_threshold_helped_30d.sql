/*---
measure: below_threshold_helped_30d
title: Early help within 30 days of a contact that did not meet the threshold
domain: contacts
kind: proportion
standard: local
better: high
needs: [ssd_contacts, ext_contact_outcome, ssd_early_help_episodes]
version: 1
effective_from: 2013-04-01
source: Council minutes of 2020, that help is always offered to those below the threshold
counted: Contacts below the threshold after which an episode of early help began within 30 days
among: Contacts of the period below the threshold that were helped, or whose 30 days are over
left_out: Contacts without help whose 30 days are not over, and the same message again on one day
beware: >
    The last 30 days hold those that were helped and none that may still be, so they look better than they
    are.
category: Source of the contact
---*/
select
    ending.subject_key,
    ending.child_key,
    ending.team_key,
    ending.worker_key,
    ending.counted_on,
    ending.source_code as category,
    coalesce(ending.early_help_on <= least(ending.counted_on + 30, this_run.as_at), false) as in_numerator,
    true as in_denominator,
    case
        when ending.is_repeated then 'the same message on the same day'
        when
            ending.counted_on + 30 > this_run.as_at
            and coalesce(ending.early_help_on > this_run.as_at, true)
            then 'the 30 days are not over'
    end as excluded_because
from case_ending as ending
cross join this_run
where ending.entity = 'contact' and ending.is_decided and ending.reason_code = 'TH'
