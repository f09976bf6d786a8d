/*---
rule: "8772"
return: cin_census
title: The pupil number is missing because of no further action, and not every referral of the child ended so
severity: error
years: {from: 2022, assumed: true}
table: child_identifiers
columns: [upn_unknown, cin_details.referral_nfa]
fix: Record the pupil number or another reason why there is none, or correct the outcome of the referral.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select
    la_child_id as child_id,
    record
from child_identifiers
where upn_unknown = 'UN7'
    and child in (select child from cin_details where referral_nfa is distinct from 'Y')
