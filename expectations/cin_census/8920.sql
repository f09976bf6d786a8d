/*---
rule: "8920"
return: cin_census
title: The child protection plan ended after the child had died
severity: error
years: {from: 2022, assumed: true}
table: child_protection_plans
columns: [cpp_end_date, child_identifiers.person_death_date]
fix: Correct the end of the plan or the date of death. A plan ends no later than the day of the death.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select child_protection_plans.la_child_id as child_id, child_protection_plans.record
from child_protection_plans
inner join child_identifiers on child_protection_plans.child = child_identifiers.child
where child_protection_plans.cpp_end_date > child_identifiers.person_death_date
