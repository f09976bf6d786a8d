/*---
rule: "8608"
return: cin_census
title: The assessment was authorised before it began
severity: error
years: {from: 2022, assumed: true}
table: assessments
columns: [assessment_actual_start_date, assessment_authorisation_date]
fix: Correct the start of the assessment or the day on which it was authorised.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from assessments
where assessment_authorisation_date < assessment_actual_start_date
