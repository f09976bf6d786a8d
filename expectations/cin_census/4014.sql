/*---
rule: "4014"
return: cin_census
title: A child in need plan began while another one of the same child ran
severity: error
years: {from: 2022, assumed: true}
table: cin_plan_dates
columns: [cin_plan_start_date, cin_plan_end_date]
fix: Correct the dates so that one plan ends before the next begins, or remove the plan that was entered twice.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select distinct later.la_child_id as child_id, later.record
from cin_plan_dates as later
inner join cin_plan_dates as earlier on later.child = earlier.child
cross join census
where later.record <> earlier.record
    and later.cin_plan_start_date >= earlier.cin_plan_start_date
    and later.cin_plan_start_date <= coalesce(earlier.cin_plan_end_date, census.reference_date)
