/*---
rule: "8805"
return: cin_census
title: The case has a closure date and no reason for closure
severity: error
years: {from: 2022, assumed: true}
table: cin_details
columns: [cin_closure_date, reason_for_closure]
fix: Record the reason for closure, or remove the closure date if the case is open.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from cin_details
where cin_closure_date is not null and reason_for_closure is null
