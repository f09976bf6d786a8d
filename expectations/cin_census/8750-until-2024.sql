/*---
rule: "8750"
return: cin_census
title: The gender of an unborn child is not given as not known
severity: error
years: {from: 2022, until: 2024}
table: child_identifiers
columns: [gender_current, person_birth_date, expected_person_birth_date]
fix: Record 0 until the child is born; when the child has been born, record the date of birth.
source: DfE CIN census validation rules, until 2023 to 2024
---*/
select
    la_child_id as child_id,
    record
from child_identifiers
where person_birth_date is null
    and expected_person_birth_date is not null
    and gender_current is distinct from '0'
