/*---
rule: "4011"
return: cin_census
title: A child in need plan ended before it began
severity: error
years: {from: 2022, assumed: true}
table: cin_plan_dates
columns: [cin_plan_start_date, cin_plan_end_date]
fix: Correct the start date or the end date of the plan.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from cin_plan_dates
where cin_plan_end_date < cin_plan_start_date
