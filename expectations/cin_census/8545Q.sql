/*---
rule: 8545Q
return: cin_census
title: The child died before or after the census year
severity: query
years: {from: 2022, assumed: true}
table: child_identifiers
columns: [person_death_date]
fix: Correct the date of death, or take a child out of the return who died before the year began.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select
    child_identifiers.la_child_id as child_id,
    child_identifiers.record
from child_identifiers, census
where child_identifiers.person_death_date not between census.starts_on and census.reference_date
