/*---
measure: ceased_cin_reason
title: Why episodes of need were closed
domain: referrals
kind: proportion
standard: published
better: neutral
needs: [ssd_cin_episodes]
version: 1
effective_from: 2013-04-01
source: DfE children in need statistics, reason for closure; CIN census codes RC1 to RC9
counted: Episodes by the code of the reason for which they were closed
among: Episodes closed in the period
left_out: A second referral on the same day
beware: >
    Counted in the month of closing. RC8 and RC9 mean closed after an assessment; a blank is a row of its
    own.
category: Main need
---*/
select
    fct_referral.referral_key as subject_key,
    fct_referral.child_key,
    fct_referral.team_key,
    fct_referral.worker_key,
    fct_referral.closed_on as counted_on,
    fct_referral.need_code as category,
    true as in_numerator,
    true as in_denominator,
    coalesce(fct_referral.close_reason, 'not_recorded') as band,
    case when fct_referral.day_ordinal > 1 then 'a second referral on the same day' end as excluded_because,
    case when fct_referral.closed_on < fct_referral.referred_on then 'closed before the referral' end as invalid_because
from fct_referral
cross join this_run
where fct_referral.closed_on <= this_run.as_at
