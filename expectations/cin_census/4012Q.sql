/*---
rule: 4012Q
return: cin_census
title: A child in need plan began and ended on the same day
severity: query
years: {from: 2022, assumed: true}
table: cin_plan_dates
columns: [cin_plan_start_date, cin_plan_end_date]
fix: Correct the start date or the end date of the plan, or explain why it lasted only a day.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from cin_plan_dates
where cin_plan_start_date = cin_plan_end_date
