/*---
rule: 2886Q
return: cin_census
title: The gender of more than 2 per cent of the children is not known
severity: query
years: {from: 2022, until: 2024}
table: child_identifiers
columns: [gender_current, expected_person_birth_date]
whole_delivery: true
needs_rows: [child_identifiers]
fix: Record the gender of the children who are born, or explain why so many are not known.
source: DfE CIN census validation rules, until 2023 to 2024
---*/
with counted as (
    select
        count(*) as children,
        count(*) filter (where coalesce(gender_current, '0') = '0' and expected_person_birth_date is null) as unknown
    from child_identifiers
)

select
    null as child_id,
    null as record,
    unknown || ' of ' || children || ' children' as detail
from counted
where unknown > 0.02 * children
