/*---
measure: cpp_ended
title: Child protection plans that ended
domain: child_protection
kind: count
standard: published
better: neutral
counted: Plans by the day on which they ended
left_out: Another authority's plans; an end before the start is invalid
needs: [ssd_cp_plans]
version: 1
effective_from: 2013-04-01
source: DfE children in need statistics, table D1
---*/
select
    plan_key as subject_key,
    child_key,
    ended_on as counted_on,
    true as in_denominator,
    case when is_other_authority then 'the plan of another authority' end as excluded_because,
    case
        when started_on is null then 'no start date'
        when ended_on < started_on then 'the end is before the start'
    end as invalid_because
from fct_plan
where kind = 'child_protection' and ended_on is not null
