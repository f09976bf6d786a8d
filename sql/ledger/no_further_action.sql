/*---
table: no_further_action
schema: mart
title: What was recorded and what followed, with the district and team as they were then
after: [no_further_action_stage, placed]
---*/
select
    stage.entity,
    stage.subject_key,
    stage.child_key,
    placed.team_then_key as team_key,
    placed.locality_key,
    stage.counted_on,
    cast(date_trunc('month', stage.counted_on) as date) as month,
    stage.recorded_flag,
    stage.disposition,
    stage.reason_code,
    stage.reason_basis,
    stage.source_code
from no_further_action_stage as stage
inner join placed
    on stage.child_key = placed.child_key
    and stage.team_key = placed.team_key
    and stage.counted_on is not distinct from placed.place_on
