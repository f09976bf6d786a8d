/*---
measure: repeat_no_further_action_12m
title: No further action that was followed by no further action within 12 months
domain: referrals
kind: proportion
standard: local
better: low
needs: [ssd_contacts, ssd_cin_episodes]
version: 1
effective_from: 2013-04-01
source: Local measure with the rule of dates of re_referrals_12m; the anniversary is inside
counted: >
    Contacts and referrals that were followed by another with no further action about the same child within
    12 months
among: Contacts and referrals of the period that ended in no further action, once 12 months have passed
left_out: >
    What went on all the same, a second one on the same day, and those of the last 12 months, whose time is not over.
beware: The last 12 months have no figure. What follows on the same day is the same occasion.
category: Source of the contact or referral
---*/
select
    ending.subject_key,
    ending.child_key,
    ending.team_key,
    ending.worker_key,
    ending.counted_on,
    ending.source_code as category,
    coalesce(
        ending.next_no_further_action_on <= least(ending.counted_on + interval 12 month, this_run.as_at), false
    ) as in_numerator,
    true as in_denominator,
    case
        when ending.is_repeated then 'the same message or a second referral on the same day'
        when ending.went_on then 'it went on all the same'
        when ending.counted_on + interval 12 month > this_run.as_at then 'the 12 months are not over'
    end as excluded_because
from case_ending as ending
cross join this_run
where ending.entity in ('contact', 'referral') and ending.is_ended
