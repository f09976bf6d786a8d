/*---
rule: 8775Q
return: cin_census
title: The case of a person over 25 is open, or was closed after the 25th birthday
severity: query
years: {from: 2022, assumed: true}
table: cin_details
columns: [cin_closure_date, child_identifiers.person_birth_date]
fix: Correct the date of birth, or close the case on the day it ended.
source: DfE CIN census validation rules, 2025 to 2026
---*/
-- The days are counted from the first of the month, because 25 years on a 29 February becomes 1 March.
with birthday as (
    select
        child,
        person_birth_date as birth,
        make_date(year(birth) + 25, month(birth), 1) + cast(day(birth) - 1 as integer) as twenty_fifth
    from child_identifiers
)

select
    cin_details.la_child_id as child_id,
    cin_details.record
from cin_details
inner join birthday on cin_details.child = birthday.child
cross join census
where birthday.birth < census.reference_date - interval 25 year
    and (cin_details.cin_closure_date is null or cin_details.cin_closure_date > birthday.twenty_fifth)
