/*---
rule: 9000Q
return: cin_census
title: No pre-proceedings in the return have a start date
severity: query
years: {from: 2027, assumed: true, provisional: true}
table: pre_proceedings
columns: [pp_start_date]
whole_delivery: true
fix: Enter the days on which pre-proceedings were decided on, or explain why none is known.
source: DfE CIN census validation rules, 2026 to 2027
---*/
select
    null as child_id,
    null as record,
    '0 of ' || count(*) || ' records' as detail
from pre_proceedings
having count(pp_start_date) = 0
