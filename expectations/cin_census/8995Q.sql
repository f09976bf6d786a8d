/*---
rule: 8995Q
return: cin_census
title: No child in the return has pre-proceedings
severity: query
years: {from: 2027, assumed: true, provisional: true}
table: pre_proceedings
columns: []
whole_delivery: true
fix: Add the pre-proceedings of the children who had them, or explain that there were none.
source: DfE CIN census validation rules, 2026 to 2027
---*/
select
    null as child_id,
    null as record,
    '0 of ' || count(*) || ' children' as detail
from child_identifiers
having (select count(*) from pre_proceedings) = 0
