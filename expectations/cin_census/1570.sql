/*---
rule: "1570"
return: cin_census
title: The child's id is longer than 20 characters
severity: error
years: {from: 2025}
table: child_identifiers
columns: [la_child_id]
fix: Shorten the id to 20 characters, and keep it the same from year to year.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select
    la_child_id as child_id,
    record
from child_identifiers
where length(la_child_id) > 20
