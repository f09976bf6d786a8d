/*---
rule: two_open_cp_plans
return: local
title: A child protection plan was opened for a child who has another open one
severity: error
table: ssd_cp_plans
columns: [cppl_cp_plan_start_date, cppl_cp_plan_end_date]
fix: End the plan that is over, or remove the one entered twice.
source: Caseclock, local rule
---*/
-- The first of the open plans is left alone; each further one is reported.
with open_plans as (
    select
        cppl_person_id, record,
        row_number() over (
            partition by cppl_person_id order by cppl_cp_plan_start_date, cppl_cp_plan_id
        ) as place
    from ssd_cp_plans
    where cppl_cp_plan_end_date is null
        and cppl_person_id is not null
        and coalesce(cppl_cp_plan_ola, 'N') <> 'Y'
)

select cppl_person_id as child_id, record
from open_plans
where place > 1
