/*---
rule: "8839"
return: cin_census
title: More than one section 47 enquiry of a referral is waiting for its initial conference
severity: error
years: {from: 2022, assumed: true}
table: section_47
columns: [date_of_initial_cpc, icpc_not_required]
fix: Record for all but one of them the date of the conference, or that none was needed.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from section_47
where date_of_initial_cpc is null and icpc_not_required is distinct from 'Y'
qualify count(*) over (partition by episode) > 1
