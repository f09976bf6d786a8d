/*---
rule: 2888Q
return: cin_census
title: No child in the whole return has more than one disability
severity: query
years: {from: 2022, assumed: true}
table: disabilities
columns: [disability]
whole_delivery: true
fix: Look whether all disabilities of a child reach the return, or only the first; otherwise explain.
source: DfE CIN census validation rules, 2025 to 2026
---*/
with disabled as (
    select count(*) as codes
    from disabilities
    where disability <> 'NONE'
    group by child
)

select
    null as child_id,
    null as record,
    count(*) || ' children with a disability, each with one' as detail
from disabled
having max(codes) = 1
