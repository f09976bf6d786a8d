/*---
rule: "8831"
return: cin_census
title: The referral ended in no further action, and yet has an assessment, an enquiry or a conference
severity: error
years: {from: 2022, assumed: true}
table: cin_details
columns:
  - referral_nfa
  - date_of_initial_cpc
  - assessments.assessment_actual_start_date
  - assessments.assessment_authorisation_date
  - section_47.s47_actual_start_date
  - section_47.date_of_initial_cpc
fix: Record that the referral went further, or move what followed to the referral it belongs to.
source: DfE CIN census validation rules, 2025 to 2026
---*/
with followed as (
    select episode
    from assessments
    where coalesce(assessment_actual_start_date, assessment_authorisation_date) is not null
    union all
    select episode
    from section_47
    where coalesce(s47_actual_start_date, date_of_initial_cpc) is not null
)

select la_child_id as child_id, record
from cin_details
where referral_nfa = 'Y'
    and (date_of_initial_cpc is not null or episode in (select episode from followed))
