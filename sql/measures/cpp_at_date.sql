/*---
measure: cpp_at_date
title: Children on a child protection plan
domain: child_protection
kind: count
counted_on: as_at
standard: published
better: neutral
counted: Plans that had begun by the date and had no end on or before it
left_out: Another authority's plans; a plan without a start, or with an end before it, is invalid
beware: A plan that ended on the date itself is not open on it; a child transferred in has a new plan
category: Latest kind of abuse
needs: [ssd_cp_plans]
version: 1
effective_from: 2013-04-01
source: DfE CIN census guide; children in need statistics, table D1
---*/
select
    fct_plan.plan_key as subject_key,
    fct_plan.child_key,
    snapshot.taken_on as counted_on,
    true as in_numerator,
    true as in_denominator,
    coalesce(fct_plan.abuse_latest, fct_plan.abuse_at_start, 'Not recorded') as category,
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
    case when fct_plan.started_on is null then 'no start date' else 'the end is before the start' end
from fct_plan
cross join this_run
where
    fct_plan.kind = 'child_protection'
    and (fct_plan.started_on is null or fct_plan.ended_on < fct_plan.started_on)
