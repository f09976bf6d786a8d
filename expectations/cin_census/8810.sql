/*---
rule: "8810"
return: cin_census
title: The case has a reason for closure and no closure date
severity: error
years: {from: 2022, assumed: true}
table: cin_details
columns: [cin_closure_date, reason_for_closure]
fix: Record the closure date, or remove the reason if the case is open.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from cin_details
where reason_for_closure is not null and cin_closure_date is null
