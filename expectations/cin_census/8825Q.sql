/*---
rule: 8825Q
return: cin_census
title: The case was closed after an assessment, and has no assessment
severity: query
years: {from: 2022, assumed: true}
table: cin_details
columns: [reason_for_closure]
fix: Record the assessment under this referral, or correct the reason for closure.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from cin_details
where reason_for_closure in ('RC8', 'RC9')
    and episode not in (select episode from assessments)
