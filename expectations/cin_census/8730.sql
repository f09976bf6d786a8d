/*---
rule: "8730"
return: cin_census
title: The number of earlier child protection plans is missing or is not a whole number from 0 up
severity: error
years: {from: 2022, assumed: true}
table: child_protection_plans
columns: [number_of_previous_cpp]
fix: Record how many protection plans the child had before this one, in digits; 0 for none.
source: DfE CIN census validation rules, 2025 to 2026
---*/
-- What could not be read is null; a number in digits that is only too large to hold is left to unreadable_value.
select la_child_id as child_id, record
from child_protection_plans
where
    coalesce(number_of_previous_cpp < 0, true)
    and record not in (
        select record from unread
        where column_name = 'number_of_previous_cpp' and why = 'a whole number that is too large'
    )
