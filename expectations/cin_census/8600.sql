/*---
rule: "8600"
return: cin_census
title: The referral has no date, or one after the census year ended
severity: error
years: {from: 2022, assumed: true}
table: cin_details
columns: [cin_referral_date]
fix: Record the day of the referral. One made after the census year belongs in the next return.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select cin_details.la_child_id as child_id, cin_details.record
from cin_details, census
where cin_details.cin_referral_date is null
    or cin_details.cin_referral_date > census.reference_date
