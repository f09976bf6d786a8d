/*---
rule: "9005"
return: cin_census
title: Pre-proceedings were decided on outside the census year
severity: error
years: {from: 2027, assumed: true, provisional: true}
table: pre_proceedings
columns: [pp_start_date]
fix: Correct the day on which pre-proceedings were decided on.
source: DfE CIN census validation rules, 2026 to 2027
---*/
select pre_proceedings.la_child_id as child_id, pre_proceedings.record
from pre_proceedings, census
where pre_proceedings.pp_start_date not between census.starts_on and census.reference_date
