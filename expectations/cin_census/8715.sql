/*---
rule: "8715"
return: cin_census
title: The initial child protection conference was not held in the census year
severity: error
years: {from: 2022, assumed: true}
table: section_47
columns: [date_of_initial_cpc]
fix: Correct the date of the conference. One that was held in another year, or not yet, is left out.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select section_47.la_child_id as child_id, section_47.record
from section_47, census
where section_47.date_of_initial_cpc not between census.starts_on and census.reference_date
