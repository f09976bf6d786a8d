/*---
rule: "8740"
return: cin_census
title: A section 47 enquiry that is waiting for its initial conference was not begun in the census year
severity: error
years: {from: 2022, assumed: true}
table: section_47
columns: [s47_actual_start_date, date_of_initial_cpc, icpc_not_required]
fix: Record the date of the conference or that none was needed, or correct the start of the enquiry.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select section_47.la_child_id as child_id, section_47.record
from section_47, census
where
    section_47.date_of_initial_cpc is null
    and section_47.icpc_not_required = 'N'
    and section_47.s47_actual_start_date not between census.starts_on and census.reference_date
