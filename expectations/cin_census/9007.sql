/*---
rule: "9007"
return: cin_census
title: A letter before proceedings was sent, and it is not said whether it offered a family meeting
severity: error
years: {from: 2027, assumed: true, provisional: true}
table: pre_proceedings
columns: [lbp_sent_date, fgdm_meeting_offer]
fix: Say whether the letter offered a family group decision-making meeting.
source: DfE CIN census validation rules, 2026 to 2027
---*/
-- A value that was sent and could not be read is no blank.
select la_child_id as child_id, record
from pre_proceedings
where lbp_sent_date is not null
    and fgdm_meeting_offer is null
    and not exists (
        select 1 from unread
        where unread.record = pre_proceedings.record
            and unread.column_name = 'fgdm_meeting_offer'
    )
