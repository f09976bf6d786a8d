/*---
rule: 8675Q
return: cin_census
title: The initial child protection conference is overdue by the end of the census year
severity: query
years: {from: 2022, assumed: true}
table: section_47
columns: [s47_actual_start_date, date_of_initial_cpc, icpc_not_required]
fix: Record the date of the conference or that none was needed, or explain why it has not been held.
source: DfE CIN census validation rules, 2025 to 2026
---*/
-- The last day of the year is not counted: the first working day back from it is the one before.
with first_back as (
    select max(working_day.nth) as nth from working_day, census where working_day.day < census.reference_date
),

limit_day as (
    select working_day.day
    from working_day
    inner join first_back on working_day.nth = first_back.nth - 14
)

select section_47.la_child_id as child_id, section_47.record
from section_47, limit_day
where
    section_47.date_of_initial_cpc is null
    and section_47.icpc_not_required = 'N'
    and section_47.s47_actual_start_date < limit_day.day
