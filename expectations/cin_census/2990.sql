/*---
rule: "2990"
return: cin_census
title: The case was closed after assessment, and yet it has an enquiry, a conference or a plan
severity: error
years: {from: 2022, assumed: true}
table: cin_details
columns:
  - reason_for_closure
  - date_of_initial_cpc
  - section_47.s47_actual_start_date
  - child_protection_plans.cpp_start_date
  - cin_plan_dates.cin_plan_start_date
fix: Correct the reason for closure, or remove what does not belong to this referral.
source: DfE CIN census validation rules, 2025 to 2026
---*/
with held as (
    select 'cin_details' as table_name, record, episode from cin_details where date_of_initial_cpc is not null
    union all
    select 'section_47', record, episode from section_47
    union all
    select 'child_protection_plans', record, episode from child_protection_plans
    union all
    select 'cin_plan_dates', record, episode from cin_plan_dates
),

unexpected as (
    select held.table_name, held.record, held.episode, cin_details.la_child_id
    from held
    inner join cin_details on held.episode = cin_details.episode
    where cin_details.reason_for_closure in ('RC8', 'RC9')
)

select la_child_id as child_id, record, table_name from unexpected
union
select la_child_id, episode, 'cin_details' from unexpected
