/*---
rule: "4180"
return: cin_census
title: The sex of the child is missing or is not a valid code
severity: error
years: {from: 2025}
table: child_identifiers
columns: [sex]
fix: Record M, F or U.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select
    la_child_id as child_id,
    record
from child_identifiers
where coalesce(sex, '') not in (select code from code where code_set = 'sex')
