/*---
measure: referral_nfa_pct
title: Referrals that ended in no further action
kind: proportion
standard: published
better: neutral
needs: [ssd_cin_episodes]
version: 1
effective_from: 2013-04-01
source: CIN census guide, the ReferralNFA flag as recorded, whatever the reason; undecided referrals are in the whole
---*/
select
    referral_key as subject_key,
    child_key,
    team_key,
    referred_on as counted_on,
    coalesce(no_further_action, false) as in_numerator,
    true as in_denominator,
    case when day_ordinal > 1 then 'a second referral on the same day' end as excluded_because
from fct_referral
