/*---
table: ssd_s47_enquiry
title: Section 47 enquiries; one that needed no conference is one that ended without further action
from: section_47
columns:
  s47e_s47_enquiry_id:
  s47e_referral_id:
  s47e_person_id: la_child_id
  s47e_s47_start_date: s47_actual_start_date
  s47e_s47_nfa: icpc_not_required
---*/
select
    cast(section_47.record as varchar) as s47e_s47_enquiry_id,
    cast(section_47.episode as varchar) as s47e_referral_id,
    person_of_child.person_id as s47e_person_id,
    section_47.s47_actual_start_date as s47e_s47_start_date,
    section_47.icpc_not_required as s47e_s47_nfa,
    section_47.record
from cin_census.section_47
inner join cin_census.person_of_child on section_47.child = person_of_child.child
