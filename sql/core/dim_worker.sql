/*---
table: dim_worker
title: Workers by key, without names
after: []
---*/
with mentioned as (
    select prof_professional_id as worker_code from ssd_professionals
    union
    select invo_professional_id from ssd_involvements
    union
    select cine_referral_worker_id from ssd_cin_episodes
    union
    select cina_assessment_worker_id from ssd_cin_assessments
    union
    select s47e_s47_completed_by_worker_id from ssd_s47_enquiry
    union
    select icpc_icpc_worker_id from ssd_initial_cp_conference
    union
    select cinp_cin_plan_worker_id from ssd_cin_plans
    union
    select clea_care_leaver_worker_id from ssd_care_leavers
    union
    select earl_episode_worker_id from ssd_early_help_episodes
    union
    select perm_adoption_worker_id from ssd_permanence
    union
    select exab_worker_id from ext_absence
    union
    select exal_worker_id from ext_allocation
    union
    select exwk_worker_id from ext_worker
    union
    -- Posts, or the numbers of staff, that audit, own an action or raise a resolution.
    select exau_auditor from ext_case_audit
    union
    select exaa_owner from ext_audit_action
    union
    select exfr_raised_by from ext_formal_resolution
    union
    select exca_owner from ext_corrective_action
)

select
    surrogate('worker|' || this_run.authority || '|' || mentioned.worker_code) as worker_key,
    min(ssd_professionals.prof_professional_job_title) as job_title,
    bool_or(ssd_professionals.prof_agency_worker_flag = 'Y') as is_agency,
    min(ssd_professionals.prof_full_time_equivalency) as full_time_equivalent
from mentioned
cross join this_run
left join ssd_professionals on mentioned.worker_code = ssd_professionals.prof_professional_id
where mentioned.worker_code is not null
group by this_run.authority, mentioned.worker_code
union all
select -1, 'Unknown', null, null
union all
select -2, 'Not applicable', null, null
