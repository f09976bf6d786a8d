/*---
rule: "8868"
return: cin_census
title: The case was closed while a section 47 enquiry was waiting for its initial conference
severity: error
years: {from: 2022, assumed: true}
table: section_47
columns: [date_of_initial_cpc, icpc_not_required, cin_details.cin_closure_date]
fix: Record the date of the conference or that none was needed, or take back the closure.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select section_47.la_child_id as child_id, section_47.record
from section_47
inner join cin_details on section_47.episode = cin_details.episode
where
    cin_details.cin_closure_date is not null
    and section_47.date_of_initial_cpc is null
    and section_47.icpc_not_required is distinct from 'Y'
