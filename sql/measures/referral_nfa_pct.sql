/*---
measure: referral_nfa_pct
title: Referrals that ended in no further action
domain: referrals
kind: proportion
standard: published
better: neutral
needs: [ssd_cin_episodes]
version: 2
effective_from: 2013-04-01
source: >
    CIN census guide, the ReferralNFA flag as recorded, whatever the reason; undecided referrals are in the
    whole
counted: Referrals whose flag says no further action
among: Referrals in the period, decided or not
left_out: A second referral on the same day
beware: >
    The national meaning. The council's own is referral_no_further_action_council_pct; a case closed after
    an assessment is in neither.
category: Source of the referral
---*/
select
    referral_key as subject_key,
    child_key,
    team_key,
    worker_key,
    referred_on as counted_on,
    source_code as category,
    coalesce(no_further_action, false) as in_numerator,
    true as in_denominator,
    case when day_ordinal > 1 then 'a second referral on the same day' end as excluded_because
from fct_referral
