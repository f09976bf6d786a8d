/*---
measure: assessed_not_in_need_pct
title: Referrals that were assessed and found not to be of a child in need
domain: referrals
kind: proportion
standard: published
better: neutral
needs: [ssd_cin_episodes, ssd_cin_assessments]
version: 1
effective_from: 2013-04-01
source: DfE children in need statistics, table C1; closed for RC8 or RC9 after an assessment
counted: Referrals with an assessment that were closed for no further action or early help after it
among: Referrals in the period
left_out: A second referral on the same day
beware: >
    Not the same as no further action, which is decided before any assessment. One still being assessed is
    not counted as not in need.
category: Source of the referral
---*/
select
    fct_referral.referral_key as subject_key,
    fct_referral.child_key,
    fct_referral.team_key,
    fct_referral.worker_key,
    fct_referral.referred_on as counted_on,
    fct_referral.source_code as category,
    coalesce(
        fct_referral.close_reason in ('RC8', 'RC9')
        and fct_referral.closed_on <= this_run.as_at
        and fct_referral.first_assessment_on is not null,
        false
    ) as in_numerator,
    true as in_denominator,
    case when fct_referral.day_ordinal > 1 then 'a second referral on the same day' end as excluded_because
from fct_referral
cross join this_run
