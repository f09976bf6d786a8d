/*---
rule: "1103"
return: cin_census
title: The assessment began before the referral that it belongs to
severity: error
years: {from: 2022, assumed: true}
table: assessments
columns: [assessment_actual_start_date, cin_details.cin_referral_date]
fix: Correct the start of the assessment or the date of the referral, or move the assessment to its own referral.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select assessments.la_child_id as child_id, assessments.record
from assessments
inner join cin_details on assessments.episode = cin_details.episode
where assessments.assessment_actual_start_date < cin_details.cin_referral_date
