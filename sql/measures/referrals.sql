/*---
measure: referrals
title: Referrals received
domain: referrals
kind: count
standard: published
better: neutral
needs: [ssd_cin_episodes]
version: 2
effective_from: 2013-04-01
source: DfE children in need statistics, table C1; of two referrals of one child on one day the first counts
counted: Referrals in the period
left_out: A second referral of the same child on the same day
beware: >
    New information on an open case, and a contact, are no referral. A referral may be dated on a day
    without work.
category: Source of the referral
---*/
select
    referral_key as subject_key,
    child_key,
    team_key,
    worker_key,
    referred_on as counted_on,
    source_code as category,
    true as in_denominator,
    case when day_ordinal > 1 then 'a second referral on the same day' end as excluded_because
from fct_referral
