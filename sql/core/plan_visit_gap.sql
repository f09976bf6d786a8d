/*---
table: plan_visit_gap
schema: temp
title: From the start of a plan, or a visit at which the child was seen, to the next such visit
after: [fct_plan, fct_visit, dim_child, person]
source: >
    A visit at which the child was not seen neither ends a gap nor begins one. The last gap of a plan has no next
    visit. A child born under a plan is waited for from the day of the birth; a visit before it saw nobody.
---*/
with seen as (
    -- A visit under a protection plan names its plan.
    select
        plan.plan_key,
        fct_visit.visited_on,
        coalesce(bool_or(fct_visit.seen_alone), false) as seen_alone
    from fct_visit
    inner join fct_plan as plan on fct_visit.plan_key = plan.plan_key
    left join person on plan.child_key = person.child_key
    where
        fct_visit.kind = 'child_protection'
        and fct_visit.child_seen
        and coalesce(fct_visit.visited_on >= person.born_on, true)
        and fct_visit.visited_on <= coalesce(plan.ended_on, date '9999-12-31')
    group by plan.plan_key, fct_visit.visited_on
    union all
    -- One to a child in need names no plan and belongs to the plan that ran that day.
    select
        plan.plan_key,
        fct_visit.visited_on,
        coalesce(bool_or(fct_visit.seen_alone), false)
    from fct_visit
    inner join fct_plan as plan
        on plan.kind = 'child_in_need'
        and fct_visit.child_key = plan.child_key
        and fct_visit.visited_on >= plan.started_on
        and fct_visit.visited_on <= coalesce(plan.ended_on, date '9999-12-31')
    where fct_visit.kind = 'child_in_need' and fct_visit.child_seen
    group by plan.plan_key, fct_visit.visited_on
),

-- The plan's own start counts only where the child had not been seen by then.
beginning as (
    select
        plan.plan_key,
        greatest(plan.started_on, case when plan.started_on is not null then person.born_on end) as begins_on,
        true as is_first,
        false as seen_alone
    from fct_plan as plan
    left join person on plan.child_key = person.child_key
    where
        not exists (
            select 1 from seen
            where seen.plan_key = plan.plan_key and seen.visited_on <= plan.started_on
        )
    union all
    select
        seen.plan_key,
        seen.visited_on,
        false,
        seen.seen_alone
    from seen
),

gap as (
    select
        *,
        lead(begins_on) over (partition by plan_key order by begins_on, is_first desc) as next_on
    from beginning
),

missing as (
    select
        child_of.child_key,
        miss_missing_episode_start_date as missing_from,
        miss_missing_episode_end_date as missing_until
    from ssd_missing
    inner join child_of on ssd_missing.miss_person_id = child_of.local_id
    where miss_missing_episode_start_date is not null
),

missed as (
    select distinct
        gap.plan_key,
        gap.begins_on
    from gap
    inner join fct_plan as plan on gap.plan_key = plan.plan_key
    inner join missing
        on plan.child_key = missing.child_key
        and missing.missing_from < coalesce(gap.next_on, plan.ended_on, date '9999-12-31')
        and coalesce(missing.missing_until, date '9999-12-31') >= gap.begins_on
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
    gap.seen_alone,
    missed.plan_key is not null as was_missing,
    case when person.born_on > plan.started_on then person.born_on end as born_under_plan_on,
    case
        when plan.is_other_authority then 'the plan of another authority'
        when dim_child.is_unborn then 'not born yet'
    end as excluded_because
from gap
inner join fct_plan as plan on gap.plan_key = plan.plan_key
left join dim_child on plan.child_key = dim_child.child_key
left join person on plan.child_key = person.child_key
left join missed on gap.plan_key = missed.plan_key and gap.begins_on = missed.begins_on
