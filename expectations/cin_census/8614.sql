/*---
rule: "8614"
return: cin_census
title: The assessment has factors and is not authorised
severity: error
years: {from: 2022, assumed: true}
table: assessments
columns: [assessment_authorisation_date, assessment_factors.assessment_factor]
fix: Record the day on which the assessment was authorised, or remove its factors until it is.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from assessments
where assessment_authorisation_date is null
    and record in (select assessment from assessment_factors where assessment_factor is not null)
