/*---
measure: audit_actions_on_time
title: Actions from audits completed by their date
domain: audit
kind: proportion
standard: local
better: high
needs: [ext_audit_action]
counted: Actions completed on or before their date
among: Actions that fell due in the period
left_out: Actions without a date, and open ones on their last day
beware: An open action is late from the day after its date; its value is the days past it, negative where it was early
version: 1
effective_from: 2014-04-01
source: Local
---*/
select
    fct_audit_action.audit_action_key as subject_key,
    cast(null as text) as child_key,
    fct_audit_action.team_key,
    fct_audit_action.owner_key as worker_key,
    fct_audit_action.due_on as counted_on,
    -- On its last day an open action is neither in time nor late yet.
    fct_audit_action.completed_on <= this_run.as_at or fct_audit_action.due_on < this_run.as_at as in_denominator,
    coalesce(fct_audit_action.completed_on <= fct_audit_action.due_on, false) as in_numerator,
    fct_audit_action.due_on,
    cast(
        least(coalesce(fct_audit_action.completed_on, this_run.as_at), this_run.as_at) - fct_audit_action.due_on
        as double
    ) as value
from fct_audit_action
cross join this_run
