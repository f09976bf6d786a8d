/*---
table: fct_plan
title: Child protection plans and child in need plans
after: [keyed_plan]
---*/
select
    plan_key,
    kind,
    child_key,
    surrogate('team|' || this_run.authority || '|' || team_code) as team_key,
    surrogate('worker|' || this_run.authority || '|' || worker_code) as worker_key,
    started_on,
    ended_on,
    initial_category,
    latest_category,
    is_other_authority
from keyed_plan
cross join this_run
