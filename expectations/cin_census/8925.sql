/*---
rule: "8925"
return: cin_census
title: The child protection plan ended before it began
severity: error
years: {from: 2022, assumed: true}
table: child_protection_plans
columns: [cpp_start_date, cpp_end_date]
fix: Correct the start or the end of the plan.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from child_protection_plans
where cpp_end_date < cpp_start_date
