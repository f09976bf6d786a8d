/*---
rule: "8640"
return: cin_census
title: The reason for closure is not a code of this census year
severity: error
years: {from: 2022, assumed: true}
table: cin_details
columns: [reason_for_closure]
fix: Choose a code from RC1 to RC9, exactly as written; RC9 is known from 2022/23 on.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from cin_details
where reason_for_closure not in (select code from code where code_set = 'reason_for_closure')
