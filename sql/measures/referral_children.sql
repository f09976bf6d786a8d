/*---
measure: referral_children
title: Children referred
domain: referrals
kind: children
standard: published
better: neutral
needs: [ssd_cin_episodes]
version: 1
effective_from: 2013-04-01
source: DfE children in need statistics, table C1
counted: Children with a referral in the period, each once however often
left_out: A second referral of the same child on the same day
beware: Teams and months do not add up to the whole, because one child may be in several.
category: Source of the referral
---*/
select
    referral_key as subject_key,
    child_key,
    team_key,
    worker_key,
    referred_on as counted_on,
    source_code as category,
    true as in_numerator,
    true as in_denominator,
    case when day_ordinal > 1 then 'a second referral on the same day' end as excluded_because
from fct_referral
