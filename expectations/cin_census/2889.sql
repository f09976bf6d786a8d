/*---
rule: "2889"
return: cin_census
title: The section 47 enquiry began before the referral
severity: error
years: {from: 2022, assumed: true}
table: section_47
columns: [s47_actual_start_date, cin_details.cin_referral_date]
fix: Correct the start of the enquiry or the date of the referral.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select section_47.la_child_id as child_id, section_47.record
from section_47
inner join cin_details on section_47.episode = cin_details.episode
where section_47.s47_actual_start_date < cin_details.cin_referral_date
