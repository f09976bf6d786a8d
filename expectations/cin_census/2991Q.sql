/*---
rule: 2991Q
return: cin_census
title: A section 47 enquiry was made in a case without any assessment
severity: query
years: {from: 2022, assumed: true}
table: section_47
columns: [s47_actual_start_date, assessments.assessment_actual_start_date]
fix: Record the assessment in the same referral, or explain why there was none.
source: DfE CIN census validation rules, 2025 to 2026
---*/
select la_child_id as child_id, record
from section_47
where episode not in (select episode from assessments)
