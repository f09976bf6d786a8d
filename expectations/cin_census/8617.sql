/*---
rule: "8617"
return: cin_census
title: The assessment has factor 8A, which is no longer used
severity: error
years: {from: 2022, until: 2022, assumed: true}
table: assessment_factors
columns: [assessment_factor]
fix: Choose the kind of private fostering, 8B to 8F, in place of 8A.
source: DfE CIN census validation rules, until 2021 to 2022
---*/
select la_child_id as child_id, record
from assessment_factors
where assessment_factor = '8A'
