/*---
rule: "8896"
return: cin_census
title: More than one assessment of the same referral is open
severity: error
years: {from: 2022, assumed: true}
table: assessments
columns: [assessment_authorisation_date]
fix: Record the day on which each finished one was authorised, or remove one that is there twice.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from assessments
where assessment_authorisation_date is null
qualify count(*) over (partition by episode) > 1
