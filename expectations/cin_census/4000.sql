/*---
rule: "4000"
return: cin_census
title: There is a child in need plan on a referral that ended in no further action
severity: error
years: {from: 2022, assumed: true}
table: cin_plan_dates
columns: [cin_details.referral_nfa]
fix: Remove the plan, or correct the outcome of the referral where work went on after it.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select cin_plan_dates.la_child_id as child_id, cin_plan_dates.record
from cin_plan_dates
inner join cin_details on cin_plan_dates.episode = cin_details.episode
where cin_details.referral_nfa = 'Y'
