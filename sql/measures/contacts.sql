/*---
measure: contacts
title: Contacts received
kind: count
standard: local
better: neutral
needs: [ssd_contacts]
version: 1
effective_from: 2013-04-01
source: ADCS Safeguarding Pressures; the same message for the same child on the same day counts once
---*/
select
    contact_key as subject_key,
    child_key,
    team_key,
    contact_on as counted_on,
    true as in_denominator,
    case
        when exists (
                select 1 from fct_contact as earlier
                where
                    earlier.child_key = fct_contact.child_key
                    and earlier.contact_on = fct_contact.contact_on
                    and earlier.source_code is not distinct from fct_contact.source_code
                    and earlier.day_ordinal < fct_contact.day_ordinal
            ) then 'the same message on the same day'
    end as excluded_because
from fct_contact
