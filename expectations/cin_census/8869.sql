/*---
rule: "8869"
return: cin_census
title: The assessment found no factors, and yet names another factor
severity: error
years: {from: 2022, assumed: true}
table: assessments
columns: [assessment_factors.assessment_factor]
fix: Remove factor 21, or the factors beside it.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, assessment as record
from assessment_factors
group by la_child_id, assessment
having bool_or(assessment_factor = '21') and count(assessment_factor) > 1
