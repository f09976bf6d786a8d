/*---
rule: "8790"
return: cin_census
title: The child is said to have no disability, and has one
severity: error
years: {from: 2022, assumed: true}
table: disabilities
columns: [disability]
fix: Take NONE out, or the disabilities that the child does not have.
source: DfE CIN census validation rules, 2025 to 2026
---*/
with without as (select child from disabilities where upper(disability) = 'NONE')

select
    la_child_id as child_id,
    record
from disabilities
where upper(disability) <> 'NONE'
    and child in (select child from without)
