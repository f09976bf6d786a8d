/*---
rule: row_count_far_from_last_night
return: local
title: A table has far more or far fewer rows than in the last published delivery
severity: warning
table: delivered
columns: []
fix: Ask whoever runs the extract what changed; when it is right, publish with a wider limit.
source: Caseclock, local rule
needs_previous: true
whole_delivery: true
gate: stop
---*/
-- Far is more than row_change_limit_pct percent of the earlier rows (50 unless set), and at least
-- 50 rows, so that small tables may move.
select
    null as child_id, null as record, d.table_name,
    p.rows_loaded || ' rows then, ' || d.rows_loaded || ' now' as detail
from delivered as d
inner join previous_delivered as p on p.table_name = d.table_name
where d.supplied
    and abs(d.rows_loaded - p.rows_loaded) >= 50
    and abs(d.rows_loaded - p.rows_loaded) * 100 > p.rows_loaded * coalesce(
        (
            select max(cast(s.value as integer)) from setting as s, this_run as r
            where s.name = 'row_change_limit_pct'
                and (s.valid_from is null or s.valid_from <= r.as_at)
                and (s.valid_to is null or s.valid_to >= r.as_at)
        ),
        50
    )
