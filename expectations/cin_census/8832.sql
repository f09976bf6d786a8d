/*---
rule: "8832"
return: cin_census
title: The referral ended in no further action, and yet it has a child protection plan
severity: error
years: {from: 2022, assumed: true}
table: cin_details
columns: [referral_nfa, child_protection_plans.cpp_start_date]
fix: Correct the flag for no further action, or move the plan to the referral that it belongs to.
source: DfE CIN census validation rules, 2025 to 2026
---*/
with planned as (
    select cin_details.la_child_id, cin_details.episode, child_protection_plans.record
    from child_protection_plans
    inner join cin_details on child_protection_plans.episode = cin_details.episode
    where cin_details.referral_nfa = 'Y'
)

select la_child_id as child_id, record, 'child_protection_plans' as table_name from planned
union
select la_child_id, episode, 'cin_details' from planned
