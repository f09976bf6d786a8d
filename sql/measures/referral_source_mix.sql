/*---
measure: referral_source_mix
title: Who made the referrals
domain: referrals
kind: proportion
standard: published
better: neutral
needs: [ssd_cin_episodes]
version: 1
effective_from: 2013-04-01
source: DfE children in need statistics, source of referral; CIN census code list
counted: Referrals by the census code of their source, 1A to 10
among: Referrals in the period
left_out: A second referral on the same day
beware: >
    10 is an answer of its own (not known) and stays; a code of no census list, and a blank, are rows of
    their own.
---*/
select
    referral_key as subject_key,
    child_key,
    team_key,
    worker_key,
    referred_on as counted_on,
    true as in_numerator,
    true as in_denominator,
    case
        when upper(source_code) in (
                '1A', '1B', '1C', '1D', '2A', '2B', '3A', '3B', '3C', '3D', '3E', '3F', '4', '5A', '5B', '5C', '5D',
                '6', '7', '8', '9', '10'
            ) then upper(source_code)
        when source_code is not null then 'no_census_code'
        else 'not_recorded'
    end as band,
    case when day_ordinal > 1 then 'a second referral on the same day' end as excluded_because
from fct_referral
