/*---
rule: "4010"
return: cin_census
title: A child in need plan has no start date, or one after the census year ended
severity: error
years: {from: 2022, assumed: true}
table: cin_plan_dates
columns: [cin_plan_start_date]
fix: Enter the day on which the plan began. A plan that begins after the census year is left out of the return.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select cin_plan_dates.la_child_id as child_id, cin_plan_dates.record
from cin_plan_dates, census
where cin_plan_dates.cin_plan_start_date is null
    or cin_plan_dates.cin_plan_start_date > census.reference_date
