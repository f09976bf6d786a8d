/*---
table: ssd_initial_cp_conference
title: Initial child protection conferences
from: section_47
columns:
  icpc_icpc_id:
  icpc_s47_enquiry_id:
  icpc_person_id: la_child_id
  icpc_cp_plan_id:
  icpc_referral_id:
  icpc_icpc_transfer_in:
  icpc_icpc_target_date: initial_cpc_target
  icpc_icpc_date: date_of_initial_cpc
  icpc_icpc_outcome_cp_flag:
---*/
select
    conference.conference_id as icpc_icpc_id,
    cast(conference.section_47 as varchar) as icpc_s47_enquiry_id,
    person_of_child.person_id as icpc_person_id,
    cast(conference.plan as varchar) as icpc_cp_plan_id,
    cast(conference.episode as varchar) as icpc_referral_id,
    conference.is_transfer_in as icpc_icpc_transfer_in,
    conference.target_on as icpc_icpc_target_date,
    conference.held_on as icpc_icpc_date,
    case when conference.plan is null then 'N' else 'Y' end as icpc_icpc_outcome_cp_flag,
    conference.record
from cin_census.conference
inner join cin_census.person_of_child on conference.child = person_of_child.child
