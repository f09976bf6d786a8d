/*---
rule: "9012"
return: cin_census
title: The court was applied to outside the census year, or before stepping up or down was decided
severity: error
years: {from: 2027, assumed: true, provisional: true}
table: pre_proceedings
columns: [court_app_date, step_decision_date]
fix: Correct the day of the application, or the day of the decision to step up or down.
source: DfE CIN census validation rules, 2026 to 2027
---*/
select pre_proceedings.la_child_id as child_id, pre_proceedings.record
from pre_proceedings, census
where pre_proceedings.court_app_date not between census.starts_on and census.reference_date
    or pre_proceedings.court_app_date < pre_proceedings.step_decision_date
