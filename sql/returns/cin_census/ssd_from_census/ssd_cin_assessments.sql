/*---
table: ssd_cin_assessments
title: Assessments
from: assessments
columns:
  cina_assessment_id:
  cina_person_id: la_child_id
  cina_referral_id:
  cina_assessment_start_date: assessment_actual_start_date
  cina_assessment_auth_date: assessment_authorisation_date
---*/
select
    cast(assessments.record as varchar) as cina_assessment_id,
    person_of_child.person_id as cina_person_id,
    cast(assessments.episode as varchar) as cina_referral_id,
    assessments.assessment_actual_start_date as cina_assessment_start_date,
    assessments.assessment_authorisation_date as cina_assessment_auth_date,
    assessments.record
from cin_census.assessments
inner join cin_census.person_of_child on assessments.child = person_of_child.child
