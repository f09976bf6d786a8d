/*---
rule: "4220"
return: cin_census
title: The ethnicity of the child is missing or is not a valid code
severity: error
years: {from: 2022, assumed: true}
table: child_characteristics
columns: [ethnicity]
fix: Record one of the national ethnicity codes; NOBT when it has not been obtained yet, REFU when it was refused.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select
    la_child_id as child_id,
    record
from child_characteristics
where coalesce(ethnicity, '') not in (select code from code where code_set = 'ethnicity')
