/*---
rule: 1560Q
return: cin_census
title: The earlier pupil number does not have the form of one
severity: query
years: {from: 2022, assumed: true}
table: child_identifiers
columns: [former_upn]
fix: Correct the earlier pupil number (a letter, eleven digits, and a digit or a letter), or take it out.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select
    la_child_id as child_id,
    record
from child_identifiers
where not regexp_full_match(former_upn, '[A-Za-z][0-9]{11}[0-9A-Za-z]')
