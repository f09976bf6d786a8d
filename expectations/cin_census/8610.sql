/*---
rule: "8610"
return: cin_census
title: The referral went further, and the child's primary need is missing
severity: error
years: {from: 2022, assumed: true}
table: cin_details
columns: [referral_nfa, primary_need_code]
fix: Record the primary need, or correct the answer that the referral went further.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from cin_details
where referral_nfa = 'N' and primary_need_code is null
