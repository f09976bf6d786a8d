/*---
rule: "1105"
return: cin_census
title: The child protection plan began before the referral
severity: error
years: {from: 2022, assumed: true}
table: child_protection_plans
columns: [cpp_start_date, cin_details.cin_referral_date]
fix: Correct the start of the plan or the date of the referral.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select child_protection_plans.la_child_id as child_id, child_protection_plans.record
from child_protection_plans
inner join cin_details on child_protection_plans.episode = cin_details.episode
where child_protection_plans.cpp_start_date < cin_details.cin_referral_date
