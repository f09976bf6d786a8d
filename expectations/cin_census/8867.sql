/*---
rule: "8867"
return: cin_census
title: The case was closed, and an assessment in it is not authorised
severity: error
years: {from: 2022, assumed: true}
table: cin_details
columns: [cin_closure_date, assessments.assessment_authorisation_date]
fix: Record the day on which the assessment was authorised, or remove the closure date if the case is open.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from cin_details
where cin_closure_date is not null
    and episode in (select episode from assessments where assessment_authorisation_date is null)
