/*---
rule: 8863Q
return: cin_census
title: Two assessments of the same referral overlap
severity: query
years: {from: 2024, assumed: true}
table: assessments
columns: [assessment_actual_start_date, assessment_authorisation_date]
fix: Correct the dates, or remove an assessment that is there twice. If both are right, explain why.
source: DfE CIN census validation rules, 2025 to 2026
---*/
with dated as (
    select
        assessments.*,
        coalesce(assessments.assessment_authorisation_date, census.reference_date) as runs_until
    from assessments, census
)

select la_child_id as child_id, record
from dated
window
    up_to_this as (
        partition by episode order by assessment_actual_start_date nulls last
        range between unbounded preceding and current row exclude current row
    ),
    from_this as (
        partition by episode order by assessment_actual_start_date nulls last
        range between current row and unbounded following exclude current row
    )
qualify max(runs_until) over up_to_this >= assessment_actual_start_date
    or min(assessment_actual_start_date) over from_this <= runs_until
