/*---
clock: cp_review_timeliness
title: Child protection reviews in time (first within 3 months of the plan, later ones within 6 of the one before)
domain: child_protection
limit: 6
unit: months
counted_on: stops_on
open_rows: left_out
place_at: stops_on
standard: statutory
better: high
counted: Reviews held by the day 3 months after the plan began (the first) or 6 months after the review before
among: Review conferences held in the period
left_out: A review on or before the start of the plan is invalid; another authority's plan does not count
beware: Months are calendar months unless month_rule says 91 and 183 days; a review that was never held is not in here
needs: [ssd_cp_plans, ssd_cp_reviews]
version: 2
effective_from: 2013-04-01
source: Working Together to Safeguard Children
---*/
select
    plan_key as subject_key,
    child_key,
    begins_on as starts_on,
    next_on as stops_on,
    ended_on,
    case when is_first then 3 else 6 end as limit_value,
    excluded_because,
    invalid_because
from plan_review_gap
where kind = 'child_protection'
