/*---
rule: "9013"
return: cin_census
title: The letter that starts care proceedings is dated outside the census year, or before the court was applied to
severity: error
years: {from: 2027, assumed: true, provisional: true}
table: pre_proceedings
columns: [letter_init_cp_date, court_app_date]
fix: Correct the day of the letter, or the day of the application to the court.
source: DfE CIN census validation rules, 2026 to 2027
---*/
select pre_proceedings.la_child_id as child_id, pre_proceedings.record
from pre_proceedings, census
where pre_proceedings.letter_init_cp_date not between census.starts_on and census.reference_date
    or pre_proceedings.letter_init_cp_date < pre_proceedings.court_app_date
