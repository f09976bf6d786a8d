/*---
rule: "1520"
return: cin_census
title: Two children have the same pupil number
severity: error
years: {from: 2022, assumed: true}
table: child_identifiers
columns: [upn]
fix: Merge the two records when they are one child; otherwise correct the pupil number of the one it does not belong to.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select
    la_child_id as child_id,
    record
from child_identifiers
where upn is not null
qualify count(*) over (partition by upn) > 1
