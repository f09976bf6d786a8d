/*---
rule: "8935"
return: cin_census
title: The child has more than one child protection plan that has not ended
severity: error
years: {from: 2022, assumed: true}
table: child_protection_plans
columns: [cpp_end_date]
fix: Record the end of every plan but the one that is still running.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from child_protection_plans
where cpp_end_date is null
qualify count(*) over (partition by child) > 1
