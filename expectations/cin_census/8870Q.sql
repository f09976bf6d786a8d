/*---
rule: 8870Q
return: cin_census
title: The target day of the initial child protection conference is at a weekend
severity: query
years: {from: 2022, assumed: true}
table: section_47
columns: [initial_cpc_target]
fix: Correct the target. It is a working day, 15 working days after the strategy discussion.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from section_47
where isodow(initial_cpc_target) in (6, 7)
