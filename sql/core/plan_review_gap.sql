/*---
table: plan_review_gap
schema: temp
title: From the start of a plan, or a review of it, to the next review
after: [fct_plan, fct_review]
source: >
    Reviews count from the one really held before, not from the day on which that one was due. The last gap of a
    plan has no next review. A review on or before the plan's own start is in no chain; it is a row that is invalid.
---*/
with held as (
    select distinct
        fct_review.plan_key,
        fct_review.held_on
    from fct_review
    where fct_review.plan_key is not null and not fct_review.is_cancelled and fct_review.held_on is not null
),

beginning as (
    select
        plan_key,
        started_on as begins_on,
        1 as turn
    from fct_plan
    union all
    select
        held.plan_key,
        held.held_on,
        2
    from held
    inner join fct_plan on held.plan_key = fct_plan.plan_key
    where held.held_on > fct_plan.started_on
),

gap as (
    select
        plan_key,
        begins_on,
        lead(begins_on) over (partition by plan_key order by begins_on, turn) as next_on,
        turn = 1 as is_first,
        cast(null as text) as invalid_because
    from beginning
    union all
    select
        fct_plan.plan_key,
        fct_plan.started_on,
        held.held_on,
        true,
        'held on or before the start of the plan'
    from held
    inner join fct_plan on held.plan_key = fct_plan.plan_key
    where held.held_on <= fct_plan.started_on
)

select
    plan.plan_key,
    plan.kind,
    plan.child_key,
    plan.team_key,
    plan.worker_key,
    plan.started_on,
    plan.ended_on,
    gap.begins_on,
    gap.next_on,
    gap.is_first,
    case when plan.is_other_authority and gap.invalid_because is null then 'the plan of another authority' end
        as excluded_because,
    gap.invalid_because
from gap
inner join fct_plan as plan on gap.plan_key = plan.plan_key
