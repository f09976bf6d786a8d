/*---
rule: "8905"
return: cin_census
title: The initial category of abuse of a child protection plan is missing or unknown
severity: error
years: {from: 2022, assumed: true}
table: child_protection_plans
columns: [initial_category_of_abuse]
fix: Record the category that the initial conference decided on.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from child_protection_plans
where
    coalesce(initial_category_of_abuse, '') not in (
        select code.code from code where code.code_set = 'category_of_abuse'
    )
