/*---
table: dim_team
title: Teams, with the unknown and the not applicable member
after: []
---*/
with mentioned as (
    select dept_team_id as team_code from ssd_department
    union
    select extl_team_id from ext_team_locality
    union
    select cine_referral_team from ssd_cin_episodes
    union
    select cina_assessment_team from ssd_cin_assessments
    union
    select s47e_s47_completed_by_team from ssd_s47_enquiry
    union
    select icpc_icpc_team from ssd_initial_cp_conference
    union
    select cinp_cin_plan_team from ssd_cin_plans
    union
    select invo_professional_team from ssd_involvements
)

select
    surrogate('team|' || this_run.authority || '|' || mentioned.team_code) as team_key,
    mentioned.team_code,
    coalesce(min(ssd_department.dept_team_name), mentioned.team_code) as team_name,
    coalesce(surrogate('team|' || this_run.authority || '|' || min(ssd_department.dept_team_parent_id)), -2)
        as parent_team_key
from mentioned
cross join this_run
left join ssd_department on mentioned.team_code = ssd_department.dept_team_id
where mentioned.team_code is not null
group by this_run.authority, mentioned.team_code
union all
select -1, 'unknown', 'Unknown', -2
union all
select -2, 'not applicable', 'Not applicable', -2
