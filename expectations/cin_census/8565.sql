/*---
rule: "8565"
return: cin_census
title: The case was closed before something in it was begun, held or ended
severity: error
years: {from: 2022, assumed: true}
table: cin_details
columns:
  - cin_closure_date
  - date_of_initial_cpc
  - assessments.assessment_actual_start_date
  - assessments.assessment_authorisation_date
  - section_47.s47_actual_start_date
  - section_47.date_of_initial_cpc
  - child_protection_plans.cpp_end_date
  - cin_plan_dates.cin_plan_start_date
  - cin_plan_dates.cin_plan_end_date
fix: Correct the closure date, or the date that lies after it.
source: DfE CIN census validation rules, 2025 to 2026
---*/
with dated as (
    select 'cin_details' as table_name, record, episode, date_of_initial_cpc as day from cin_details
    union all
    select 'assessments', record, episode, greatest(assessment_actual_start_date, assessment_authorisation_date)
    from assessments
    union all
    select 'section_47', record, episode, greatest(s47_actual_start_date, date_of_initial_cpc) from section_47
    union all
    select 'child_protection_plans', record, episode, cpp_end_date from child_protection_plans
    union all
    select 'cin_plan_dates', record, episode, greatest(cin_plan_start_date, cin_plan_end_date) from cin_plan_dates
),

late as (
    select dated.table_name, dated.record, dated.episode, cin_details.la_child_id
    from dated
    inner join cin_details on dated.episode = cin_details.episode
    where cin_details.cin_closure_date < dated.day
)

select la_child_id as child_id, record, table_name from late
union
select la_child_id, episode, 'cin_details' from late
