/*---
measure: cpp_open_2_years_plus
title: Open child protection plans that have run for 2 years or more
domain: child_protection
kind: proportion
counted_on: as_at
standard: published
better: low
counted: Open plans that began 24 calendar months or more before the date
among: Plans open on the date
left_out: Another authority's plans; a plan without a start, or with an end before it, is invalid
beware: Not the figure for plans that ended, which is about another cohort
needs: [ssd_cp_plans]
version: 1
effective_from: 2013-04-01
source: DfE key indicators, child protection plans of 2 years or more
---*/
select
    fct_plan.plan_key as subject_key,
    fct_plan.child_key,
    snapshot.taken_on as counted_on,
    snapshot.taken_on >= fct_plan.started_on + interval 24 month as in_numerator,
    true as in_denominator,
    snapshot.taken_on - fct_plan.started_on as value,
    cast(fct_plan.started_on + interval 24 month as date) as due_on,
    case when fct_plan.is_other_authority then 'the plan of another authority' end as excluded_because,
    null as invalid_because
from fct_plan
inner join snapshot
    on fct_plan.started_on <= snapshot.taken_on
    and coalesce(fct_plan.ended_on, date '9999-12-31') > snapshot.taken_on
where fct_plan.kind = 'child_protection'
union all
select
    fct_plan.plan_key,
    fct_plan.child_key,
    this_run.as_at,
    false,
    false,
    null,
    null,
    null,
    case when fct_plan.started_on is null then 'no start date' else 'the end is before the start' end
from fct_plan
cross join this_run
where
    fct_plan.kind = 'child_protection'
    and (fct_plan.started_on is null or fct_plan.ended_on < fct_plan.started_on)
