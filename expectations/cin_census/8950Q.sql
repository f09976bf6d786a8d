/*---
rule: 8950Q
return: cin_census
title: The assessment names sexual abuse without saying whether by a child or an adult
severity: query
years: {from: 2025}
table: assessment_factors
columns: [assessment_factor]
fix: Choose 19B (by a child) or 19C (by an adult) in place of 19A, or explain why not.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from assessment_factors
where upper(assessment_factor) = '19A'
