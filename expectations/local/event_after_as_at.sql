/*---
rule: event_after_as_at
return: local
title: Something is recorded as having happened after the day that the delivery covers
severity: error
table: ssd_contacts
columns: []
fix: Correct the date; a plan for the future belongs in another field.
source: Caseclock, local rule
needs: []
---*/
-- Conferences and reviews are plans in their contracts: systems hold the day they are planned for in the
-- same field. Days beyond the calendar have their own rule.
select
    dated_day.child_id,
    dated_day.record,
    dated_day.table_name,
    dated_day.column_name
from dated_day
cross join this_run
where
    dated_day.kind = 'event'
    and dated_day.day > this_run.as_at
    and dated_day.day <= date '2040-12-31'
