/*---
rule: "4001"
return: cin_census
title: A child in need plan and a child protection plan of the same referral are both open
severity: error
years: {from: 2022, assumed: true}
table: cin_plan_dates
columns: [cin_plan_start_date, cin_plan_end_date, child_protection_plans.cpp_end_date]
fix: Enter the day on which the child in need plan ended, or the child protection plan where that is over.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from cin_plan_dates
where cin_plan_start_date is not null
    and cin_plan_end_date is null
    and episode in (select episode from child_protection_plans where cpp_end_date is null)
