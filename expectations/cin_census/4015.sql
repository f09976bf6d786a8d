/*---
rule: "4015"
return: cin_census
title: A child in need plan began before the referral it belongs to
severity: error
years: {from: 2022, assumed: true}
table: cin_plan_dates
columns: [cin_plan_start_date, cin_details.cin_referral_date]
fix: Correct the start date of the plan or the date of the referral, or move the plan to the referral it came from.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select cin_plan_dates.la_child_id as child_id, cin_plan_dates.record
from cin_plan_dates
inner join cin_details on cin_plan_dates.episode = cin_details.episode
where cin_plan_dates.cin_plan_start_date < cin_details.cin_referral_date
