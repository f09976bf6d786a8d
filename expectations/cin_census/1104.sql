/*---
rule: "1104"
return: cin_census
title: The initial child protection conference was held before the referral
severity: error
years: {from: 2022, assumed: true}
table: section_47
columns: [date_of_initial_cpc, cin_details.cin_referral_date]
fix: Correct the date of the conference or of the referral.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select section_47.la_child_id as child_id, section_47.record
from section_47
inner join cin_details on section_47.episode = cin_details.episode
where section_47.date_of_initial_cpc < cin_details.cin_referral_date
