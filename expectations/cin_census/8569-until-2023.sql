/*---
rule: "8569"
return: cin_census
title: The referral was made before the census year and is not said to have gone further
severity: error
years: {from: 2022, until: 2023, assumed: true}
table: cin_details
columns: [cin_referral_date, referral_nfa]
fix: Correct the date of the referral, record that it went further, or leave it out.
source: DfE CIN census validation rules, until 2022 to 2023
---*/
-- A referral of the last working day before the census year still passes.
with earliest as (
    select max(working_day.day) as day
    from working_day, census
    where working_day.day < census.starts_on
)

select cin_details.la_child_id as child_id, cin_details.record
from cin_details, earliest
where cin_details.cin_referral_date < earliest.day
    and cin_details.referral_nfa is distinct from 'N'
