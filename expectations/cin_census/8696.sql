/*---
rule: "8696"
return: cin_census
title: The assessment was authorised on a day outside the census year
severity: error
years: {from: 2022, assumed: true}
table: assessments
columns: [assessment_authorisation_date]
fix: Correct the day. Leave out an assessment authorised before the year; one authorised after it is still open here.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select assessments.la_child_id as child_id, assessments.record
from assessments, census
where assessments.assessment_authorisation_date not between census.starts_on and census.reference_date
