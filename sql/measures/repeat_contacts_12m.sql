/*---
measure: repeat_contacts_12m
title: Contacts within 12 months of an earlier contact about the same child
domain: contacts
kind: proportion
standard: local
better: low
needs: [ssd_contacts]
version: 1
effective_from: 2013-04-01
source: Local measure with the rule of dates of re_referrals_12m; the anniversary is inside
counted: Contacts with an earlier one about the same child in the 12 months before, on another day
among: Contacts received in the period, one a child and day
left_out: A second contact about the same child on one day
beware: The first year of the records looks better than it was, because what came before is not there.
category: Source of the contact
---*/
select
    contact_key as subject_key,
    child_key,
    team_key,
    worker_key,
    contact_on as counted_on,
    source_code as category,
    coalesce(
        contact_on
        <= lag(contact_on) over (partition by child_key, day_ordinal = 1 order by contact_on) + interval 12 month,
        false
    ) as in_numerator,
    true as in_denominator,
    case when day_ordinal > 1 then 'a second contact on the same day' end as excluded_because
from fct_contact
