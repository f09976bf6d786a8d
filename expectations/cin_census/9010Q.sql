/*---
rule: 9010Q
return: cin_census
title: A family meeting was offered, and it is not said whether it was brought about
severity: query
years: {from: 2027, assumed: true, provisional: true}
table: pre_proceedings
columns: [fgdm_meeting_offer, fgdm_meeting_fac]
fix: Say whether the family group decision-making meeting was brought about, or explain why that is not known.
source: DfE CIN census validation rules, 2026 to 2027
---*/
-- A value that was sent and could not be read is no blank.
select la_child_id as child_id, record
from pre_proceedings
where fgdm_meeting_offer = 'Y'
    and fgdm_meeting_fac is null
    and not exists (
        select 1 from unread
        where unread.record = pre_proceedings.record
            and unread.column_name = 'fgdm_meeting_fac'
    )
