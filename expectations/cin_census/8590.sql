/*---
rule: "8590"
return: cin_census
title: The child has no referral
severity: error
years: {from: 2022, assumed: true}
table: child_identifiers
columns: [la_child_id]
fix: Record the referral that brought the child into the return, or take the child out of it.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select
    la_child_id as child_id,
    record
from child_identifiers
where child not in (select child from cin_details)
