/*---
rule: 9015Q
return: cin_census
title: A first pre-proceedings meeting was held, and the number of review meetings is not given
severity: query
years: {from: 2027, assumed: true, provisional: true}
table: pre_proceedings
columns: [initial_pp_meeting_date, review_meetings_count]
fix: Enter how many review meetings followed, 0 where there was none, or explain why that is not known.
source: DfE CIN census validation rules, 2026 to 2027
---*/
-- A value that was sent and could not be read is no blank.
select la_child_id as child_id, record
from pre_proceedings
where initial_pp_meeting_date is not null
    and review_meetings_count is null
    and not exists (
        select 1 from unread
        where unread.record = pre_proceedings.record
            and unread.column_name = 'review_meetings_count'
    )
