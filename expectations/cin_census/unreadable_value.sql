/*---
rule: unreadable_value
return: cin_census
title: A value cannot be read, so every other rule takes it for a blank
severity: error
table: child_identifiers
columns: []
needs: []
fix: Correct the value in the case system, or the form in which it is exported.
source: DfE CIN census, types of the XML file
---*/
with told as (
    select 'child_identifiers' as table_name, record, la_child_id from child_identifiers
    union all
    select 'cin_details', record, la_child_id from cin_details
    union all
    select 'assessments', record, la_child_id from assessments
    union all
    select 'cin_plan_dates', record, la_child_id from cin_plan_dates
    union all
    select 'section_47', record, la_child_id from section_47
    union all
    select 'child_protection_plans', record, la_child_id from child_protection_plans
    union all
    select 'reviews', record, la_child_id from reviews
    union all
    select 'pre_proceedings', record, la_child_id from pre_proceedings
)

select
    told.la_child_id as child_id,
    unread.record,
    unread.table_name,
    unread.column_name,
    unread.why as detail
from unread
-- The header's values belong to no child.
left join told on unread.table_name = told.table_name and unread.record = told.record
