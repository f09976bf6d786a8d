/*---
rule: 8530Q
return: cin_census
title: The expected date of birth is more than 30 days before or 9 months after the end of the census year
severity: query
years: {from: 2022, assumed: true}
table: child_identifiers
columns: [expected_person_birth_date]
fix: Correct the expected date of birth; when the child has been born, record the date of birth instead.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select
    child_identifiers.la_child_id as child_id,
    child_identifiers.record
from child_identifiers, census
where child_identifiers.expected_person_birth_date
    not between census.reference_date - 30 and census.reference_date + interval 9 month
