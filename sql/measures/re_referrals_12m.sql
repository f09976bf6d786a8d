/*---
measure: re_referrals_12m
title: Referrals within 12 months of an earlier referral of the same child
domain: referrals
kind: proportion
standard: published
better: low
needs: [ssd_cin_episodes]
version: 2
effective_from: 2013-04-01
source: DfE children in need statistics, table C1; the anniversary is inside, however the earlier referral ended
counted: Referrals of a child who had another on an earlier day, up to 12 months before
among: Referrals in the period
left_out: A second referral on the same day, and new information on a case that was open
beware: >
    Counted from referral to referral, not from the closing of the case; an earlier one that ended in no
    further action counts too.
category: Source of the referral
---*/
with referral as (
    select
        *,
        -- Of two referrals on one day the first counts, so the one before is always of an earlier day.
        lag(referred_on) over (partition by child_key order by referred_on) as previous_on
    from fct_referral
    where day_ordinal = 1
)

select
    referral_key as subject_key,
    child_key,
    team_key,
    worker_key,
    referred_on as counted_on,
    source_code as category,
    true as in_denominator,
    coalesce(referred_on <= previous_on + interval 12 month, false) as in_numerator,
    case
        when exists (
                select 1 from fct_referral as earlier
                where
                    earlier.child_key = referral.child_key
                    and earlier.referred_on < referral.referred_on
                    -- No further action closes a case, whether or not somebody wrote down the day.
                    and coalesce(
                        earlier.closed_on > referral.referred_on, not coalesce(earlier.no_further_action, false)
                    )
            ) then 'new information on a case that was open'
    end as excluded_because
from referral
