/*---
rule: cp_plan_without_conference
return: local
title: A child protection plan began and no initial conference is recorded for it
severity: query
table: ssd_cp_plans
columns: [cppl_icpc_id, cppl_cp_plan_start_date]
fix: Record the conference that agreed the plan, or mark the plan as another authority's.
source: Caseclock, local rule
---*/
-- Plans that began before the first conference of the delivery are left alone: their conference
-- lies outside the window of the extract.
select p.cppl_person_id as child_id, p.record
from ssd_cp_plans as p
where coalesce(p.cppl_cp_plan_ola, 'N') <> 'Y'
    and p.cppl_cp_plan_start_date >= (select min(icpc_icpc_date) from ssd_initial_cp_conference)
    and not exists (
        select 1 from ssd_initial_cp_conference as c
        where c.icpc_person_id = p.cppl_person_id and c.icpc_icpc_id = p.cppl_icpc_id
    )
    and not exists (
        select 1 from ssd_initial_cp_conference as c
        where c.icpc_person_id = p.cppl_person_id and c.icpc_cp_plan_id = p.cppl_cp_plan_id
    )
    and not exists (
        select 1 from ssd_initial_cp_conference as c
        where c.icpc_person_id = p.cppl_person_id and c.icpc_icpc_date = p.cppl_cp_plan_start_date
    )
