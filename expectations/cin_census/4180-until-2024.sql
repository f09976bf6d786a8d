/*---
rule: "4180"
return: cin_census
title: The gender of the child is missing or is not a valid code
severity: error
years: {from: 2022, until: 2024}
table: child_identifiers
columns: [gender_current]
fix: Record 0, 1, 2 or 9.
source: DfE CIN census validation rules, until 2023 to 2024
---*/
select
    la_child_id as child_id,
    record
from child_identifiers
where coalesce(gender_current, '') not in (select code from code where code_set = 'gender_current')
