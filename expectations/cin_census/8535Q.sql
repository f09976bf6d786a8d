/*---
rule: 8535Q
return: cin_census
title: The child died before being born, or has died and has no date of birth
severity: query
years: {from: 2022, assumed: true}
table: child_identifiers
columns: [person_death_date, person_birth_date]
fix: Correct the date of birth or of death, or record the date of birth.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select
    la_child_id as child_id,
    record
from child_identifiers
where person_birth_date > person_death_date
    or (person_birth_date is null and person_death_date is not null)
