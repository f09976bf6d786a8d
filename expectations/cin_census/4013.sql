/*---
rule: "4013"
return: cin_census
title: A child in need plan ended outside the census year
severity: error
years: {from: 2022, assumed: true}
table: cin_plan_dates
columns: [cin_plan_end_date]
fix: Correct the end date. A plan that ended before the census year is left out, an open one has no end date.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select cin_plan_dates.la_child_id as child_id, cin_plan_dates.record
from cin_plan_dates, census
where cin_plan_dates.cin_plan_end_date not between census.starts_on and census.reference_date
