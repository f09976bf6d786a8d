/*---
rule: "9006"
return: cin_census
title: The letter before proceedings was sent outside the census year, or before pre-proceedings were decided on
severity: error
years: {from: 2027, assumed: true, provisional: true}
table: pre_proceedings
columns: [lbp_sent_date, pp_start_date]
fix: Correct the day on which the letter was sent, or the day on which pre-proceedings were decided on.
source: DfE CIN census validation rules, 2026 to 2027
---*/
select pre_proceedings.la_child_id as child_id, pre_proceedings.record
from pre_proceedings, census
where pre_proceedings.lbp_sent_date not between census.starts_on and census.reference_date
    or pre_proceedings.lbp_sent_date < pre_proceedings.pp_start_date
