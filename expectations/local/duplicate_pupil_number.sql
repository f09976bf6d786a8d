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
select p.pers_person_id as child_id, p.record
from ssd_person as p
where p.pers_upn in (
    select o.pers_upn from ssd_person as o
    where o.pers_upn is not null
    group by o.pers_upn
    having count(distinct o.pers_person_id) > 1
)
