/*---
rule: 2886Q
return: cin_census
title: The sex of more than 2 per cent of the children is not known
severity: query
years: {from: 2025}
table: child_identifiers
columns: [sex, expected_person_birth_date]
whole_delivery: true
needs_rows: [child_identifiers]
fix: Record the sex of the children who are born, or explain why so many are not known.
source: DfE CIN census validation rules, 2025 to 2026
---*/
with counted as (
    select
        count(*) as children,
        count(*) filter (where coalesce(sex, 'U') = 'U' and expected_person_birth_date is null) as unknown
    from child_identifiers
)

select
    null as child_id,
    null as record,
    unknown || ' of ' || children || ' children' as detail
from counted
where unknown > 0.02 * children
