/*---
rule: "8525"
return: cin_census
title: The child has both a date of birth and an expected one, or neither
severity: error
years: {from: 2022, until: 2023, assumed: true}
table: child_identifiers
columns: [person_birth_date, expected_person_birth_date]
fix: Keep the expected date of birth for an unborn child, and the date of birth for one who is born.
source: DfE CIN census validation rules, until 2022 to 2023
---*/
select
    la_child_id as child_id,
    record
from child_identifiers
where (person_birth_date is null) = (expected_person_birth_date is null)
