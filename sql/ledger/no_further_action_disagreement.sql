/*---
table: no_further_action_disagreement
schema: mart
title: Each contradiction between the flag of no further action, what became of the case and the reason
after: [no_further_action]
---*/
select
    ending.entity,
    ending.subject_key,
    ending.child_key,
    ending.team_key,
    ending.locality_key,
    ending.worker_key,
    ending.counted_on,
    ending.month,
    listed.disagreement,
    ending.recorded_flag,
    ending.disposition,
    ending.reason_code
from ending_disagreement as listed
inner join no_further_action as ending
    on listed.entity = ending.entity and listed.subject_key = ending.subject_key
