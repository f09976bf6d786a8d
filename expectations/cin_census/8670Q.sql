/*---
rule: 8670Q
return: cin_census
title: The assessment was open for more than 45 working days when the census year ended
severity: query
years: {from: 2022, assumed: true}
table: assessments
columns: [assessment_actual_start_date, assessment_authorisation_date]
fix: Record the day of authorisation, or correct the start. If the assessment is still open, explain why.
source: DfE CIN census validation rules, 2025 to 2026
---*/
with earliest as (
    select working_day.day
    from working_day, census
    where working_day.day < census.reference_date
    order by working_day.day desc
    limit 1 offset 44 -- the 45th working day, going back
)

select assessments.la_child_id as child_id, assessments.record
from assessments, earliest
where assessments.assessment_authorisation_date is null
    and assessments.assessment_actual_start_date < earliest.day
