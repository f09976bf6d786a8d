/*---
rule: "8915"
return: cin_census
title: The child protection plan began after the child had died
severity: error
years: {from: 2022, assumed: true}
table: child_protection_plans
columns: [cpp_start_date, child_identifiers.person_death_date]
fix: Correct the start of the plan or the date of death.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select child_protection_plans.la_child_id as child_id, child_protection_plans.record
from child_protection_plans
inner join child_identifiers on child_protection_plans.child = child_identifiers.child
where child_protection_plans.cpp_start_date > child_identifiers.person_death_date
