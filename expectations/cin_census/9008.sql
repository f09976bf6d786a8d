/*---
rule: "9008"
return: cin_census
title: The first pre-proceedings meeting was held outside the census year
severity: error
years: {from: 2027, assumed: true, provisional: true}
table: pre_proceedings
columns: [initial_pp_meeting_date]
fix: Correct the day of the first meeting.
source: DfE CIN census validation rules, 2026 to 2027
---*/
select pre_proceedings.la_child_id as child_id, pre_proceedings.record
from pre_proceedings, census
where pre_proceedings.initial_pp_meeting_date not between census.starts_on and census.reference_date
