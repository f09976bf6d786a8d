/*---
clock: cin_plan_review_timeliness
title: Reviews of child in need plans in time (first within 3 months of the plan, later ones within 6 of the one before)
domain: child_in_need
limit: 6
unit: months
counted_on: stops_on
open_rows: left_out
place_at: stops_on
standard: local
better: high
counted: Reviews held within the local interval after the start of the plan (the first) or after the review before
among: Reviews of child in need plans held in the period
left_out: A review on or before the start of the plan is invalid; one never held is in the ledger and not in here
beware: No law sets an interval; the settings may give months or days, for the first review and for later ones
needs: [ssd_cin_plans, ext_cin_review]
version: 1
effective_from: 2013-04-01
source: >
    Local standard, after Working Together to Safeguard Children; the settings cin_first_review_months (3),
    cin_later_review_months (6), or in days cin_first_review_days and cin_later_review_days
---*/
select
    gap.plan_key as subject_key,
    gap.child_key,
    gap.team_key,
    gap.worker_key,
    gap.begins_on as starts_on,
    gap.next_on as stops_on,
    gap.ended_on,
    case
        when gap.is_first
            then coalesce(plan_setting.cin_first_review_days, plan_setting.cin_first_review_months, 3)
        else coalesce(plan_setting.cin_later_review_days, plan_setting.cin_later_review_months, 6)
    end as limit_value,
    case
        when gap.is_first and plan_setting.cin_first_review_days is not null then 'days'
        when not gap.is_first and plan_setting.cin_later_review_days is not null then 'days'
        else 'months'
    end as limit_unit,
    gap.invalid_because
from plan_review_gap as gap
cross join plan_setting
where gap.kind = 'child_in_need'
