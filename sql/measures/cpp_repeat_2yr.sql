/*---
measure: cpp_repeat_2yr
title: Child protection plans that began within 2 years of the end of an earlier one
domain: child_protection
kind: proportion
standard: local
better: low
counted: Plans that began no later than 24 calendar months after an earlier plan of the same child ended
among: Plans that began in the period
left_out: Another authority's plans, which do not count as earlier ones either
beware: The time runs from the end of the earlier plan, unlike that of re-referrals
needs: [ssd_cp_plans]
version: 1
effective_from: 2013-04-01
source: Local, after the measures of Ofsted's child-level tool; the second anniversary of the end is inside
---*/
select
    plan_key as subject_key,
    child_key,
    started_on as counted_on,
    coalesce(started_on <= earlier_ended_on + interval 24 month, false) as in_numerator,
    true as in_denominator,
    case when is_other_authority then 'the plan of another authority' end as excluded_because,
    case when started_on is null then 'no start date' end as invalid_because
from fct_plan
where kind = 'child_protection'
