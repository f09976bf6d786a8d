/*---
rule: "8568"
return: cin_census
title: It is not said whether the referral ended in no further action
severity: error
years: {from: 2022, assumed: true}
table: cin_details
columns: [referral_nfa]
fix: Record whether it did. The file then says 1 (true) or 0 (false).
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from cin_details
where referral_nfa is null
