/*---
rule: "4016"
return: cin_census
title: A child in need plan began while the child had a child protection plan
severity: error
years: {from: 2022, assumed: true}
table: cin_plan_dates
columns: [cin_plan_start_date, child_protection_plans.cpp_start_date, child_protection_plans.cpp_end_date]
fix: Correct the start date of the child in need plan, or the dates of the child protection plan.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select distinct cin_plan_dates.la_child_id as child_id, cin_plan_dates.record
from cin_plan_dates
inner join child_protection_plans on cin_plan_dates.child = child_protection_plans.child
cross join census
where child_protection_plans.cpp_start_date <= cin_plan_dates.cin_plan_start_date
    and cin_plan_dates.cin_plan_start_date < coalesce(child_protection_plans.cpp_end_date, census.reference_date + 1)
