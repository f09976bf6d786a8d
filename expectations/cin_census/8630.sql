/*---
rule: "8630"
return: cin_census
title: The case was closed before the referral was made
severity: error
years: {from: 2022, assumed: true}
table: cin_details
columns: [cin_referral_date, cin_closure_date]
fix: Correct the date of the referral or the closure date.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from cin_details
where cin_closure_date < cin_referral_date
