/*---
measure: cpp_repeat_ever
title: Child protection plans that were the child's second or a later one
domain: child_protection
kind: proportion
standard: published
better: low
counted: Plans of children who had an earlier plan of this authority, however long ago
among: Plans that began in the period
left_out: Another authority's plans, which do not count as earlier ones either
beware: The history delivered may not reach back far enough; the recorded number stands where it is supplied and larger
needs: [ssd_cp_plans]
version: 1
effective_from: 2013-04-01
source: DfE CIN census guide, number of previous plans; children in need statistics, table D3
---*/
select
    plan_key as subject_key,
    child_key,
    started_on as counted_on,
    earlier_plans >= 1 as in_numerator,
    true as in_denominator,
    earlier_plans as value,
    case when is_other_authority then 'the plan of another authority' end as excluded_because,
    case when started_on is null then 'no start date' end as invalid_because
from fct_plan
where kind = 'child_protection'
