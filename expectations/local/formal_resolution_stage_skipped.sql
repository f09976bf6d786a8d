/*---
rule: formal_resolution_stage_skipped
return: local
title: A formal resolution is at a stage although an earlier stage was never recorded
severity: error
table: ext_formal_resolution
columns: [exfr_stage]
fix: Record the stage that is missing, or correct the stage; none may be left out.
source: Caseclock, local rule
---*/
select
    later.exfr_person_id as child_id,
    later.record
from ext_formal_resolution as later
where later.exfr_stage > 1
    and not exists (
        select 1 from ext_formal_resolution as earlier
        where earlier.exfr_id = later.exfr_id
            and earlier.exfr_stage = later.exfr_stage - 1
    )
