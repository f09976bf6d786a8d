/*---
measure: cpp_2_years_plus
title: Child protection plans that ended after 2 years or more
domain: child_protection
kind: proportion
standard: published
better: low
counted: Plans whose end is on or after the day 24 calendar months after their start
among: Plans that ended in the period
left_out: Plans that are still open; an end before the start is invalid; another authority's plans
beware: 24 months, not 730 days; plans still running are another cohort and another measure
needs: [ssd_cp_plans]
version: 1
effective_from: 2013-04-01
source: DfE children in need statistics, table D7
---*/
select
    plan.plan_key as subject_key,
    plan.child_key,
    plan.ended_on as counted_on,
    plan.ended_on >= plan.started_on + interval 24 month as in_numerator,
    true as in_denominator,
    plan.ended_on - plan.started_on as value,
    cast(plan.started_on + interval 24 month as date) as due_on,
    case
        when plan.is_other_authority then 'the plan of another authority'
        when
            plan.started_on is not null
            and coalesce(plan.ended_on > this_run.as_at and plan.ended_on >= plan.started_on, true)
            then 'the plan is still open'
    end as excluded_because,
    case
        when plan.started_on is null then 'no start date'
        when plan.ended_on < plan.started_on then 'the end is before the start'
    end as invalid_because
from fct_plan as plan
cross join this_run
where plan.kind = 'child_protection'
