/*---
measure: referral_no_further_action_council_pct
title: Referrals that ended in no further action, as the council counts it
domain: referrals
kind: proportion
standard: local
better: neutral
needs: [ssd_cin_episodes, ext_contact_outcome]
version: 1
effective_from: 2020-06-23
source: The council's mapping of reasons and its settings no_further_action_counts_<code>
counted: Referrals whose reason the council counts as no further action, and that did not go on
among: Referrals received in the period on which a decision was made
left_out: >
    Duplicates and administrative rows, referrals without a decision, a second referral on the same day,
    and everything before reasons went live.
beware: By reason, not by the flag; national is referral_nfa_pct. Name which one is shown.
category: Source of the referral
---*/
select
    ending.subject_key,
    ending.child_key,
    ending.team_key,
    ending.worker_key,
    ending.counted_on,
    ending.source_code as category,
    ending.counts_for_council as in_numerator,
    true as in_denominator,
    case
        when ending.is_repeated then 'a second referral on the same day'
        when not ending.is_decided then 'no decision yet'
        when not ending.in_council_rate then 'a duplicate, or administrative'
        when not ending.reasons_are_live then 'before reasons were recorded'
    end as excluded_because
from case_ending as ending
where ending.entity = 'referral'
