/*---
rule: date_beyond_calendar
return: local
title: A date lies before 2000 or after 2040, where working days cannot be counted
severity: error
table: ssd_contacts
columns: []
fix: Correct the date; the year is usually mistyped.
source: Caseclock, local rule
needs: []
---*/
-- Dates of birth and death and addresses are left out: no clock runs from them.
select
    child_id,
    record,
    table_name,
    column_name
from dated_day
where
    day < date '2000-01-01'
    or day > date '2040-12-31'
