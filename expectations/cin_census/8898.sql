/*---
rule: "8898"
return: cin_census
title: The assessment has the same factor more than once
severity: error
years: {from: 2022, assumed: true}
table: assessments
columns: [assessment_factors.assessment_factor]
fix: Leave each factor once.
source: DfE CIN census validation rules, 2025 to 2026
---*/
with repeated as (
    select la_child_id, assessment
    from assessment_factors
    group by la_child_id, assessment, assessment_factor
    having count(assessment_factor) > 1
)

select distinct la_child_id as child_id, assessment as record
from repeated
