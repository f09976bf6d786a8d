/*---
rule: "8736"
return: cin_census
title: The open assessment has no start date, or one outside the census year
severity: error
years: {from: 2022, assumed: true}
table: assessments
columns: [assessment_actual_start_date, assessment_authorisation_date]
fix: Correct the start of the assessment, or record the day on which it was authorised.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select assessments.la_child_id as child_id, assessments.record
from assessments, census
where assessments.assessment_authorisation_date is null
    and (
        assessments.assessment_actual_start_date is null
        or assessments.assessment_actual_start_date not between census.starts_on and census.reference_date
    )
