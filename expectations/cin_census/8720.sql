/*---
rule: "8720"
return: cin_census
title: The child protection plan has no start, or began after the census year ended
severity: error
years: {from: 2022, assumed: true}
table: child_protection_plans
columns: [cpp_start_date]
fix: Record or correct the day on which the plan began. A plan of the next census year is left out.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select child_protection_plans.la_child_id as child_id, child_protection_plans.record
from child_protection_plans, census
where
    child_protection_plans.cpp_start_date is null
    or child_protection_plans.cpp_start_date > census.reference_date
