/*---
rule: 2887Q
return: cin_census
title: Seven or fewer kinds of disability are used in the whole return
severity: query
years: {from: 2022, assumed: true}
table: disabilities
columns: [disability]
whole_delivery: true
fix: Look whether every disability that is recorded reaches the return under its own code; otherwise explain.
source: DfE CIN census validation rules, 2025 to 2026
---*/
with used as (
    select count(distinct disability) as kinds
    from disabilities
    where disability <> 'NONE'
)

select
    null as child_id,
    null as record,
    kinds || ' kinds of disability' as detail
from used
where kinds <= 7
