/*---
measure: cpp_started
title: Child protection plans that began
domain: child_protection
kind: count
standard: published
better: neutral
counted: Plans by the day on which they began, those of children transferred in among them
left_out: Another authority's plans
category: Kind of abuse when the plan began
needs: [ssd_cp_plans]
version: 1
effective_from: 2013-04-01
source: DfE children in need statistics, table D1
---*/
select
    plan_key as subject_key,
    child_key,
    started_on as counted_on,
    true as in_denominator,
    coalesce(abuse_at_start, 'Not recorded') as category,
    case when is_other_authority then 'the plan of another authority' end as excluded_because,
    case when started_on is null then 'no start date' end as invalid_because
from fct_plan
where kind = 'child_protection'
