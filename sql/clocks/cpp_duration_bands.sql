/*---
clock: cpp_duration_bands
title: Child protection plans that ended, by how long they had lasted
domain: child_protection
limit: 24
unit: months
counted_on: stops_on
open_rows: left_out
place_at: stops_on
bands:
  - {name: 3m_or_less}
  - {name: over_3m_to_6m}
  - {name: over_6m_under_1y}
  - {name: 1y_under_2y}
  - {name: 2y_or_more}
standard: published
better: neutral
counted: Plans of each band, by calendar months from start to end
among: Plans that ended in the period
left_out: Plans that are still open; an end before the start is invalid; another authority's plans
beware: Exactly 3 and 6 months are in the shorter band, exactly 1 and 2 years in the longer one
needs: [ssd_cp_plans]
version: 1
effective_from: 2013-04-01
source: DfE children in need statistics, table D7
---*/
select
    plan.plan_key as subject_key,
    plan.child_key,
    plan.started_on as starts_on,
    plan.ended_on as stops_on,
    case
        when plan.ended_on <= plan.started_on + interval 3 month then '3m_or_less'
        when plan.ended_on <= plan.started_on + interval 6 month then 'over_3m_to_6m'
        when plan.ended_on < plan.started_on + interval 12 month then 'over_6m_under_1y'
        when plan.ended_on < plan.started_on + interval 24 month then '1y_under_2y'
        when plan.ended_on is not null then '2y_or_more'
    end as band,
    case
        when plan.is_other_authority then 'the plan of another authority'
        when plan.started_on <= this_run.as_at and coalesce(plan.ended_on > this_run.as_at, true)
            then 'the plan is still open'
    end as excluded_because
from fct_plan as plan
cross join this_run
where plan.kind = 'child_protection'
