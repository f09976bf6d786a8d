/*---
rule: "8750"
return: cin_census
title: The sex of an unborn child is not given as unknown
severity: error
years: {from: 2025}
table: child_identifiers
columns: [sex, person_birth_date, expected_person_birth_date]
fix: Record U until the child is born; when the child has been born, record the date of birth.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select
    la_child_id as child_id,
    record
from child_identifiers
where person_birth_date is null
    and expected_person_birth_date is not null
    and sex is distinct from 'U'
