/*---
rule: 8945Q
return: cin_census
title: The assessment names physical abuse without saying whether by a child or an adult
severity: query
years: {from: 2025}
table: assessment_factors
columns: [assessment_factor]
fix: Choose 18B (by a child) or 18C (by an adult) in place of 18A, or explain why not.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from assessment_factors
where upper(assessment_factor) = '18A'
