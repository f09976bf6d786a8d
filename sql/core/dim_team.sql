/*---
table: dim_team
title: Teams, with the unknown and the not applicable member
after: []
---*/
with mentioned as (
    select dept_team_id as team_code from ssd_department
    union
    select dept_team_parent_id from ssd_department
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
    union
    select clea_care_leaver_allocated_team from ssd_care_leavers
    union
    select exal_team_id from ext_allocation
    union
    select exaa_team_id from ext_audit_action
    union
    select exau_team_id from ext_case_audit
    union
    select excm_team_id from ext_complaint
    union
    select exca_team_id from ext_corrective_action
    union
    select exfr_team_id from ext_formal_resolution
    union
    select expo_team_id from ext_post
    union
    select extg_team_id from ext_target
    union
    select exti_team_id from ext_transfer_in
    union
    select exwk_team_id from ext_worker
)

select
    surrogate('team|' || this_run.authority || '|' || mentioned.team_code) as team_key,
    case when length(mentioned.team_code) <= 48 then mentioned.team_code else 'not a code' end as team_code,
    -- Whatever is longer than a code is none, and no text of a case reaches the star.
    coalesce(
        min(ssd_department.dept_team_name),
        min(parent.dept_team_parent_name),
        case when length(mentioned.team_code) <= 48 then mentioned.team_code else 'Not a team' end
    ) as team_name,
    coalesce(surrogate('team|' || this_run.authority || '|' || min(ssd_department.dept_team_parent_id)), -2)
        as parent_team_key
from mentioned
cross join this_run
left join ssd_department on mentioned.team_code = ssd_department.dept_team_id
left join ssd_department as parent on mentioned.team_code = parent.dept_team_parent_id
where mentioned.team_code is not null
group by this_run.authority, mentioned.team_code
union all
select -1, 'unknown', 'Unknown', -2
union all
select -2, 'not applicable', 'Not applicable', -2
