/*---
rule: duplicate_pupil_number
return: local
title: Two people have the same pupil number
severity: error
table: ssd_person
columns: [pers_upn]
fix: Merge the two records when they are one child; otherwise correct the pupil number.
source: Caseclock, local rule
---*/
-- Both are reported: which of them is wrong cannot be told from here.
with shared as (
    select pers_upn
    from ssd_person
    where pers_upn is not null
    group by pers_upn
    having count(distinct pers_person_id) > 1
)

select p.pers_person_id as child_id, p.record
from ssd_person as p
inner join shared as s on s.pers_upn = p.pers_upn
