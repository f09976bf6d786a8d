/*---
rule: "8815"
return: cin_census
title: The child has more than one open case
severity: error
years: {from: 2022, assumed: true}
table: cin_details
columns: [referral_nfa, cin_closure_date]
fix: Close the cases that have ended, with their date and reason, or bring them together in one.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from cin_details
where cin_closure_date is null and referral_nfa = 'N'
qualify count(*) over (partition by child) > 1
