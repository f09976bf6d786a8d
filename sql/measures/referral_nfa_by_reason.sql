/*---
measure: referral_nfa_by_reason
title: Referrals that ended in no further action, by reason
kind: proportion
standard: local
better: neutral
needs: [ssd_cin_episodes, ext_contact_outcome]
version: 1
effective_from: 2020-06-23
source: The council's own reasons through its mapping; blank and unmapped reasons are rows of their own
---*/
select
    fct_referral.referral_key as subject_key,
    fct_referral.child_key,
    fct_referral.team_key,
    fct_referral.referred_on as counted_on,
    true as in_numerator,
    true as in_denominator,
    coalesce(reason.band, 'unmapped') as band,
    case
        when fct_referral.day_ordinal > 1 then 'a second referral on the same day'
        when fct_referral.referred_on < live.began_on then 'before reasons were recorded'
    end as excluded_because
from fct_referral
left join no_further_action_reason as reason on fct_referral.reason_code = reason.code
cross join (
    -- Without a setting, reasons are taken to have gone live with the first one that was recorded.
    select coalesce(
        (select max(cast(value as date)) from setting where name = 'nfa_reasons_live_from'),
        (select min(referred_on) from fct_referral where reason_basis = 'recorded')
    ) as began_on
) as live
where fct_referral.no_further_action
