/*---
table: assessment_factors
title: Factors found by assessments
source: Every factor of an assessment of the return; of one that is authorised after the period none, because factors
  are found by its end. The builds have them as a JSON list, as JSON keys with yes or no, or as codes between commas.
from: [ssd_cin_episodes, ssd_cin_assessments, ssd_assessment_factors]
columns:
  child: ssd_cin_episodes.cine_person_id
  episode: ssd_cin_assessments.cina_referral_id
  assessment: ssd_assessment_factors.cinf_assessment_id
  la_child_id: ssd_cin_episodes.cine_person_id
  assessment_factor: ssd_assessment_factors.cinf_assessment_factors_json
---*/
select
    assessment.child,
    assessment.episode,
    assessment.record as assessment,
    assessment.person_id as la_child_id,
    found.factor as assessment_factor,
    row_number() over (order by assessment.record, found.factor) as record
from returned_assessment as assessment
inner join found_factor as found on assessment.assessment_id = found.assessment_id
where assessment.record is not null and assessment.holds_records and not assessment.authorised_later
