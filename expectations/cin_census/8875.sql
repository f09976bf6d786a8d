/*---
rule: "8875"
return: cin_census
title: The initial child protection conference is recorded at a weekend
severity: error
years: {from: 2022, assumed: true}
table: section_47
columns: [date_of_initial_cpc]
fix: Correct the date of the conference.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from section_47
where isodow(date_of_initial_cpc) in (6, 7)
