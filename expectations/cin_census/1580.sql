/*---
rule: "1580"
return: cin_census
title: The child's id holds something other than letters and digits
severity: error
years: {from: 2025}
table: child_identifiers
columns: [la_child_id]
fix: Take spaces, hyphens and other signs out of the id, and keep it the same from year to year.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select
    la_child_id as child_id,
    record
from child_identifiers
where not regexp_full_match(la_child_id, '[A-Za-z0-9]+')
