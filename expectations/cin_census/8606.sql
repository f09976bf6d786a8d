/*---
rule: "8606"
return: cin_census
title: The referral was made more than 280 days before the child was born or is due
severity: error
years: {from: 2022, assumed: true}
table: cin_details
columns:
  - cin_referral_date
  - child_identifiers.person_birth_date
  - child_identifiers.expected_person_birth_date
fix: Correct the date of the referral, the date of birth or the expected date of birth.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select cin_details.la_child_id as child_id, cin_details.record
from cin_details
inner join child_identifiers on cin_details.child = child_identifiers.child
where cin_details.cin_referral_date
    < greatest(child_identifiers.person_birth_date, child_identifiers.expected_person_birth_date) - 280
