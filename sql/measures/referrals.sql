/*---
measure: referrals
title: Referrals received
kind: count
standard: published
better: neutral
needs: [ssd_cin_episodes]
version: 1
effective_from: 2013-04-01
source: DfE children in need statistics, table C1; of two referrals of one child on one day the first counts
---*/
select
    referral_key as subject_key,
    child_key,
    team_key,
    referred_on as counted_on,
    true as in_denominator,
    case when day_ordinal > 1 then 'a second referral on the same day' end as excluded_because
from fct_referral
