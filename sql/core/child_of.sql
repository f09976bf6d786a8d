/*---
table: child_of
schema: main
title: The child behind a local id of tonight's delivery
after: [crosswalk]
---*/
select crosswalk.local_id, crosswalk.child_key
from crosswalk
inner join this_run on crosswalk.system = this_run.system
