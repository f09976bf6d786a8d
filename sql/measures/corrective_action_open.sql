/*---
measure: corrective_action_open
title: Open corrective actions past their date
domain: performance
kind: proportion
counted_on: as_at
standard: local
better: low
needs: [ext_corrective_action]
category: the measure that missed its target
counted: Corrective actions that are open after their date
among: Corrective actions that are open on the day
left_out: Completed actions
beware: An action is taken to begin with the month after the one it is for; one without a date is never past it
version: 1
effective_from: 2016-04-01
source: Local
---*/
select
    fct_corrective_action.corrective_action_key as subject_key,
    cast(null as text) as child_key,
    fct_corrective_action.team_key,
    fct_corrective_action.locality_key,
    fct_corrective_action.owner_key as worker_key,
    snapshot.taken_on as counted_on,
    true as in_denominator,
    coalesce(fct_corrective_action.due_on < snapshot.taken_on, false) as in_numerator,
    fct_corrective_action.measure as category,
    fct_corrective_action.due_on,
    cast(snapshot.taken_on - fct_corrective_action.due_on as double) as value
from fct_corrective_action
cross join this_run
inner join snapshot
    -- An action is written after the month that it is for.
    on least(
        coalesce(
            cast(fct_corrective_action.month_start + interval 1 month as date),
            fct_corrective_action.due_on,
            this_run.as_at
        ),
        this_run.as_at
    ) <= snapshot.taken_on
    and coalesce(fct_corrective_action.completed_on, date '9999-12-31') > snapshot.taken_on
