/*---
rule: "1540"
return: cin_census
title: The fifth to twelfth characters of the pupil number are not all digits
severity: error
years: {from: 2022, assumed: true}
table: child_identifiers
columns: [upn]
fix: Copy the pupil number from the school's records again.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select
    la_child_id as child_id,
    record
from child_identifiers
where not regexp_full_match(substr(upn, 5, 8), '[0-9]+')
