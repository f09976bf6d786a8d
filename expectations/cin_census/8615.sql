/*---
rule: "8615"
return: cin_census
title: The initial child protection conference was held before the section 47 enquiry began
severity: error
years: {from: 2022, assumed: true}
table: section_47
columns: [s47_actual_start_date, date_of_initial_cpc]
fix: Correct the start of the enquiry or the date of the conference. With a conference, the start must be there.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from section_47
where
    s47_actual_start_date > date_of_initial_cpc
    or (s47_actual_start_date is null and date_of_initial_cpc is not null)
