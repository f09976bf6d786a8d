/*---
rule: "8510"
return: cin_census
title: Two children have the same id
severity: error
years: {from: 2022, assumed: true}
table: child_identifiers
columns: [la_child_id]
fix: Merge the two records when they are one child; otherwise give each child an id of its own.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select
    la_child_id as child_id,
    record
from child_identifiers
where la_child_id is not null
qualify count(*) over (partition by la_child_id) > 1
