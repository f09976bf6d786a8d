/*---
rule: "9009"
return: cin_census
title: Stepping up or down was decided outside the census year, or before pre-proceedings were decided on
severity: error
years: {from: 2027, assumed: true, provisional: true}
table: pre_proceedings
columns: [step_decision_date, pp_start_date]
fix: Correct the day of that decision, or the day on which pre-proceedings were decided on.
source: DfE CIN census validation rules, 2026 to 2027
---*/
select pre_proceedings.la_child_id as child_id, pre_proceedings.record
from pre_proceedings, census
where pre_proceedings.step_decision_date not between census.starts_on and census.reference_date
    or pre_proceedings.step_decision_date < pre_proceedings.pp_start_date
