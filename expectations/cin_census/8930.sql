/*---
rule: "8930"
return: cin_census
title: The child protection plan did not end in the census year
severity: error
years: {from: 2022, assumed: true}
table: child_protection_plans
columns: [cpp_end_date]
fix: Correct the end of the plan. A plan that ended in an earlier year is left out; one that still runs has no end.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select child_protection_plans.la_child_id as child_id, child_protection_plans.record
from child_protection_plans, census
where child_protection_plans.cpp_end_date not between census.starts_on and census.reference_date
