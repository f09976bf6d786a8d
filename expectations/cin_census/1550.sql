/*---
rule: "1550"
return: cin_census
title: The last character of the pupil number is neither a digit nor a letter that pupil numbers use
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
where length(upn) = 13
    and not regexp_full_match(substr(upn, 13), '[0-9A-HJ-NP-RT-Z]')
