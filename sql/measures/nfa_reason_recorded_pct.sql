/*---
measure: nfa_reason_recorded_pct
title: No further action decisions that carry a reason
domain: referrals
kind: proportion
standard: local
better: high
needs: [ssd_contacts, ssd_cin_episodes, ext_contact_outcome]
version: 1
effective_from: 2020-06-23
source: Council minutes of 2020, which ask for reasons that workers choose from a list instead of none
counted: Contacts and referrals with no further action that carry a reason, mapped or not
among: Contacts and referrals of the period that ended in no further action
left_out: >
    Everything before reasons went live (setting nfa_reasons_live_from, else ext_go_live, else the first reason), the
    same message again on one day, and a case that went on all the same.
beware: >
    Before reasons went live there is no figure, which is not 0. What an outcome flag tells is no recorded
    reason.
category: Source of the contact or referral
---*/
select
    ending.subject_key,
    ending.child_key,
    ending.team_key,
    ending.worker_key,
    ending.counted_on,
    ending.source_code as category,
    coalesce(ending.reason_basis = 'recorded', false) as in_numerator,
    true as in_denominator,
    case
        when ending.is_repeated then 'the same message or a second referral on the same day'
        when ending.went_on then 'it went on all the same'
        when not ending.reasons_are_live then 'before reasons were recorded'
    end as excluded_because
from case_ending as ending
where ending.entity in ('contact', 'referral') and ending.is_ended
