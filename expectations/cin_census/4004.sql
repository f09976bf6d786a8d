/*---
rule: "4004"
return: cin_census
title: The referral has more than one open child in need plan
severity: error
years: {from: 2022, assumed: true}
table: cin_plan_dates
columns: [cin_plan_end_date]
fix: End the plans that are over, and remove one that was entered twice.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from cin_plan_dates
where cin_plan_end_date is null
qualify count(*) over (partition by episode) > 1
