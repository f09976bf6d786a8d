/*---
rule: 4009Q
return: cin_census
title: A child in need plan ended after the child died
severity: query
years: {from: 2024, assumed: true}
table: cin_plan_dates
columns: [cin_plan_end_date, child_identifiers.person_death_date]
fix: Correct the end date of the plan, or the date of death, or explain why the plan ran on.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select cin_plan_dates.la_child_id as child_id, cin_plan_dates.record
from cin_plan_dates
inner join child_identifiers on cin_plan_dates.child = child_identifiers.child
where child_identifiers.person_death_date < cin_plan_dates.cin_plan_end_date
