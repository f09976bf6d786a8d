/*---
rule: "9011"
return: cin_census
title: The outcome of pre-proceedings is not one of the department's codes
severity: error
years: {from: 2027, assumed: true, provisional: true}
table: pre_proceedings
columns: [pp_outcome]
fix: Choose the outcome from the department's list; leave it blank while there is none.
source: DfE CIN census validation rules, 2026 to 2027
---*/
select la_child_id as child_id, record
from pre_proceedings
where pp_outcome not in (select code from code where code_set = 'pre_proceedings_outcome')
