/*---
rule: "8620"
return: cin_census
title: The case was closed on a day outside the census year
severity: error
years: {from: 2022, assumed: true}
table: cin_details
columns: [cin_closure_date]
fix: Correct the closure date. Leave out a case closed before the year; one closed after it is still open here.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select cin_details.la_child_id as child_id, cin_details.record
from cin_details, census
where cin_details.cin_closure_date not between census.starts_on and census.reference_date
