/*---
rule: "4017"
return: cin_census
title: A child protection plan began while the child had a child in need plan
severity: error
years: {from: 2022, assumed: true}
table: child_protection_plans
columns: [cpp_start_date, cin_plan_dates.cin_plan_start_date, cin_plan_dates.cin_plan_end_date]
fix: Correct the start date of the child protection plan, or end the child in need plan by that day.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select distinct child_protection_plans.la_child_id as child_id, child_protection_plans.record
from child_protection_plans
inner join cin_plan_dates on child_protection_plans.child = cin_plan_dates.child
cross join census
where cin_plan_dates.cin_plan_start_date <= child_protection_plans.cpp_start_date
    and child_protection_plans.cpp_start_date < coalesce(cin_plan_dates.cin_plan_end_date, census.reference_date + 1)
