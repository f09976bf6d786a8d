/*---
rule: "8520"
return: cin_census
title: The child was born after the census year ended
severity: error
years: {from: 2022, assumed: true}
table: child_identifiers
columns: [person_birth_date]
fix: Correct the date of birth. A child who is not yet born has an expected date of birth instead.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select child_identifiers.la_child_id as child_id, child_identifiers.record
from child_identifiers, census
where child_identifiers.person_birth_date > census.reference_date
