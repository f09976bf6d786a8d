/*---
rule: "8794"
return: cin_census
title: The child has the same disability more than once
severity: error
years: {from: 2022, assumed: true}
table: disabilities
columns: [disability]
fix: Keep one of them.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select
    la_child_id as child_id,
    record
from disabilities
qualify count(*) over (partition by child, disability) > 1
