/*---
measure: referral_nfa_by_reason
title: Referrals that ended in no further action, by reason
domain: referrals
kind: proportion
standard: local
better: neutral
needs: [ssd_cin_episodes, ext_contact_outcome]
version: 2
effective_from: 2020-06-23
source: The council's own reasons through its mapping; blank and unmapped reasons are rows of their own
counted: Referrals with no further action by their one main reason
among: Referrals in the period whose flag says no further action
left_out: A second referral on the same day, and everything before reasons went live
beware: >
    No reason recorded goes back to the team, unmapped to whoever keeps the mapping. Reasons beside the main
    one are in secondary_reason.
category: Source of the referral
---*/
select
    fct_referral.referral_key as subject_key,
    fct_referral.child_key,
    fct_referral.team_key,
    fct_referral.worker_key,
    fct_referral.referred_on as counted_on,
    fct_referral.source_code as category,
    true as in_numerator,
    true as in_denominator,
    coalesce(reason.band, 'unmapped') as band,
    case
        when fct_referral.day_ordinal > 1 then 'a second referral on the same day'
        when live.began_on is null or fct_referral.referred_on < live.began_on then 'before reasons were recorded'
    end as excluded_because
from fct_referral
cross join reasons_live as live
left join no_further_action_rule as reason on fct_referral.reason_code = reason.code
where fct_referral.no_further_action
