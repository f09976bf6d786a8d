/*---
rule: 8873Q
return: cin_census
title: The only assessment found no factors, and the case was not closed after it
severity: query
years: {from: 2024, assumed: true}
table: assessments
columns: [assessment_factors.assessment_factor, cin_details.reason_for_closure]
fix: Record the factors that were found, or close the case with RC8 or RC9. If it is right, explain why.
source: DfE CIN census validation rules, 2025 to 2026
---*/
with only_one as (
    select *
    from assessments
    qualify count(*) over (partition by episode) = 1
)

select only_one.la_child_id as child_id, only_one.record
from only_one
inner join cin_details on only_one.episode = cin_details.episode
where coalesce(cin_details.reason_for_closure, '') not in ('RC8', 'RC9')
    and only_one.record in (select assessment from assessment_factors where assessment_factor = '21')
