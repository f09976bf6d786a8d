/*---
rule: placeholder_delivered
return: local
title: Placeholders were delivered where a value is missing and were taken as empty
severity: warning
table: placeholder
columns: []
fix: Let the extract leave the field empty; look whether real values hide behind the placeholder.
source: Caseclock, local rule
whole_delivery: true
---*/
select
    null as child_id, null as record, table_name, column_name,
    sum(rows) || ' rows' as detail
from placeholder
where rows > 0
group by table_name, column_name
