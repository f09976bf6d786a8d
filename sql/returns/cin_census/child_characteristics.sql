/*---
table: child_characteristics
title: Ethnicity of the children
source: One row for each child, also for one whose ethnicity is not recorded.
from: [ssd_cin_episodes, ssd_person]
columns:
  child: ssd_cin_episodes.cine_person_id
  la_child_id: ssd_cin_episodes.cine_person_id
  ethnicity: ssd_person.pers_ethnicity
---*/
select
    child,
    person_id as la_child_id,
    pers_ethnicity as ethnicity,
    child as record
from returned_child
