/*---
measure: cin_closure_time
title: Days from referral to closing, for episodes of need that closed
domain: child_in_need
kind: median
unit: days
decimals: 0
standard: local
better: neutral
counted: Calendar days from the referral to the day on which the episode closed
among: Episodes that closed in the period, with the team that held the child then
left_out: Referrals that ended in no further action; a closing before the referral is invalid
beware: The middle value; a team that closes its oldest cases moves it up
category: Main need
needs: [ssd_cin_episodes]
version: 1
effective_from: 2013-04-01
source: Local, for teams that are meant to work briefly
---*/
select
    referral_key as subject_key,
    child_key,
    closed_on as counted_on,
    true as in_numerator,
    true as in_denominator,
    coalesce(need_code, 'Not recorded') as category,
    closed_on - referred_on as value,
    closed_on - referred_on as numerator_amount,
    case when no_further_action then 'the referral ended in no further action' end as excluded_because,
    case
        when referred_on is null then 'no referral date'
        when closed_on < referred_on then 'closed before the referral'
    end as invalid_because
from fct_referral
where closed_on is not null
