/*---
rule: "8650"
return: cin_census
title: The primary need is not a code of the census
severity: error
years: {from: 2022, assumed: true}
table: cin_details
columns: [primary_need_code]
fix: Choose a code from N0 to N9, exactly as written.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from cin_details
where primary_need_code not in (select code from code where code_set = 'primary_need')
