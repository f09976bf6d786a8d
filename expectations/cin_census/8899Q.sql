/*---
rule: 8899Q
return: cin_census
title: The child is disabled, and the assessment names no disability or illness of the child
severity: query
years: {from: 2022, until: 2022, assumed: true}
table: assessments
columns: [assessment_authorisation_date, assessment_factors.assessment_factor, disabilities.disability]
fix: Add factor 5A or 6A, or correct the child's disabilities. If both are right, explain why.
source: DfE CIN census validation rules, until 2021 to 2022
---*/
select assessments.la_child_id as child_id, assessments.record
from assessments, census
where assessments.assessment_authorisation_date >= census.starts_on
    and assessments.child in (select child from disabilities where disability <> 'NONE')
    and assessments.record not in (select assessment from assessment_factors where assessment_factor in ('5A', '6A'))
