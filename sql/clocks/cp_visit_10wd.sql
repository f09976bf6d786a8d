/*---
clock: cp_visit_10wd
title: Children on a child protection plan who were seen in the last 10 working days
limit: 10
unit: working_days
counted_on: as_at
open_rows: judged
open_states: [in_time, late]
awaiting_state: not_due
place_at: as_at
standard: local
better: high
needs: [ssd_cp_plans, ssd_cp_visits]
version: 1
effective_from: 2013-04-01
source: Local standard; the limit is the setting cp_visit_working_days
---*/
with plan as (
    select * from fct_plan
    where kind = 'child_protection'
),

seen as (
    select distinct
        plan.plan_key,
        plan.started_on,
        fct_visit.visited_on
    from fct_visit
    inner join plan on fct_visit.plan_key = plan.plan_key
    where fct_visit.child_seen and fct_visit.visited_on <= coalesce(plan.ended_on, date '9999-12-31')
),

-- The plan's own start counts only where the child had not been seen by then.
beginning as (
    select plan_key, started_on as begins_on, true as is_first from plan
    where not exists (
            select 1 from seen
            where seen.plan_key = plan.plan_key and seen.visited_on <= plan.started_on
        )
    union all
    select plan_key, visited_on, false from seen
),

gap as (
    select
        *,
        lead(begins_on) over (partition by plan_key order by begins_on, is_first desc) as next_on
    from beginning
),

local_limit as (
    select max(cast(setting.value as integer)) as working_days
    from setting
    cross join this_run
    where
        setting.name = 'cp_visit_working_days'
        and this_run.as_at >= coalesce(setting.valid_from, date '1900-01-01')
        and this_run.as_at <= coalesce(setting.valid_to, date '9999-12-31')
)

select
    plan.plan_key as subject_key,
    plan.child_key,
    gap.begins_on as starts_on,
    gap.next_on as stops_on,
    plan.ended_on,
    gap.is_first as awaits_first,
    plan.started_on as counts_from,
    coalesce(local_limit.working_days, 10) as limit_value,
    case
        when plan.is_other_authority then 'the plan of another authority'
        when dim_child.is_unborn then 'not born yet'
    end as excluded_because
from gap
cross join local_limit
inner join plan on gap.plan_key = plan.plan_key
left join dim_child on plan.child_key = dim_child.child_key
