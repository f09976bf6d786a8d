/*---
clock: referral_decision_1wd
title: Decision on a referral within one working day
domain: referrals
limit: 1
unit: working_days
counted_on: starts_on
open_rows: late_when_overdue
place_at: starts_on
standard: statutory
better: high
needs: [ssd_cin_episodes, ext_contact_outcome]
version: 1
effective_from: 2013-04-01
source: Working Together to Safeguard Children; CIN census guide, initial consideration within one working day
counted: Referrals decided on their own day or the next working day
among: Referrals received in the period that were decided, or are overdue without a decision
left_out: >
    A second referral on the same day; those still within the day; a decision before the referral; an outcome without
    the date of its decision.
beware: Counted from the referral, not from the contact before it.
category: Source of the referral
---*/
select
    referral_key as subject_key,
    child_key,
    team_key,
    worker_key,
    referred_on as starts_on,
    decided_on as stops_on,
    source_code as category,
    case when day_ordinal > 1 then 'a second referral on the same day' end as excluded_because,
    case when is_decided and decided_on is null then 'decided, but without the date of the decision' end
        as not_measurable_because
from fct_referral
