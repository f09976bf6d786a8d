/*---
table: assessments
title: Assessments
source: Open at the end of the period, or authorised in it, of a referral of the return. The case systems' tables have
  no day of a review inside the authority.
from: [ssd_cin_episodes, ssd_cin_assessments]
columns:
  child: ssd_cin_episodes.cine_person_id
  episode: ssd_cin_assessments.cina_referral_id
  la_child_id: ssd_cin_episodes.cine_person_id
  assessment_actual_start_date: ssd_cin_assessments.cina_assessment_start_date
  assessment_authorisation_date: ssd_cin_assessments.cina_assessment_auth_date
---*/
select
    child,
    episode,
    person_id as la_child_id,
    started_on as assessment_actual_start_date,
    authorised_on as assessment_authorisation_date,
    record,
    delivered_record as record_of_ssd_cin_assessments
from returned_assessment
where record is not null
