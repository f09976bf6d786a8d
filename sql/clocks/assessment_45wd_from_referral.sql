/*---
clock: assessment_45wd_from_referral
title: First assessments completed within 45 working days of the referral
domain: assessments
limit: 45
unit: working_days
counted_on: stops_on
open_rows: left_out
place_at: stops_on
standard: statutory
better: high
needs: [ssd_cin_assessments, ssd_cin_episodes]
version: 2
effective_from: 2013-04-01
counted: First assessments of a referral signed off no later than the 45th working day after the referral
among: First assessments of a referral signed off in the period
left_out: Second and later assessments of a referral; assessments that are still open
beware: Not the published figure, which counts from the start of the assessment; the two stand in columns of their own
category: the child's primary need at referral
source: Working Together to Safeguard Children, no longer than 45 working days from the point of referral
---*/
select
    assessment_key as subject_key,
    child_key,
    team_key,
    worker_key,
    referred_on as starts_on,
    authorised_on as stops_on,
    need_code as category,
    case when referral_key is not null and not is_first_of_referral then 'a later assessment of the same referral' end
        as excluded_because
from fct_assessment
