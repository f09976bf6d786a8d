/*---
clock: cp_review_timeliness
title: Child protection reviews in time (first within 3 months of the plan, later ones within 6 of the one before)
limit: 6
unit: months
counted_on: stops_on
open_rows: left_out
place_at: stops_on
standard: statutory
better: high
needs: [ssd_cp_plans, ssd_cp_reviews]
version: 1
effective_from: 2013-04-01
source: Working Together to Safeguard Children
---*/
with plan as (
    select * from fct_plan
    where kind = 'child_protection'
),

held as (
    select distinct
        fct_review.plan_key,
        fct_review.held_on
    from fct_review
    inner join plan on fct_review.plan_key = plan.plan_key
    where not fct_review.is_cancelled and fct_review.held_on is not null
),

-- Each plan's clock begins at the plan and again at each review; the last one has no review yet.
beginning as (
    select plan_key, started_on as begins_on, 1 as turn from plan
    union all
    select held.plan_key, held.held_on, 2
    from held
    inner join plan on held.plan_key = plan.plan_key
    where held.held_on > plan.started_on
),

gap as (
    select
        *,
        lead(begins_on) over (partition by plan_key order by begins_on, turn) as next_on
    from beginning
)

select
    plan.plan_key as subject_key,
    plan.child_key,
    gap.begins_on as starts_on,
    gap.next_on as stops_on,
    plan.ended_on,
    case gap.turn when 1 then 3 else 6 end as limit_value,
    case when plan.is_other_authority then 'the plan of another authority' end as excluded_because,
    null as invalid_because
from gap
inner join plan on gap.plan_key = plan.plan_key
union all
select
    plan.plan_key,
    plan.child_key,
    plan.started_on,
    held.held_on,
    plan.ended_on,
    3,
    null,
    'held on or before the start of the plan'
from held
inner join plan on held.plan_key = plan.plan_key
where held.held_on <= plan.started_on
