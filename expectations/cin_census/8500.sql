/*---
rule: "8500"
return: cin_census
title: The child has no id
severity: error
years: {from: 2022, assumed: true}
table: child_identifiers
columns: [la_child_id]
fix: Give the child the id that your own records know the child by.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select
    la_child_id as child_id,
    record
from child_identifiers
where la_child_id is null
