/*---
clock: strategy_discussion_timely
title: Strategy discussions held within one working day of the decision to hold one
domain: section_47
limit: 1
unit: working_days
counted_on: stops_on
open_rows: left_out
place_at: starts_on
standard: local
better: high
needs: [ext_strategy_discussion]
version: 1
effective_from: 2013-04-01
counted: Discussions held no later than one working day after it was decided to hold one
among: Strategy discussions held in the period
left_out: Discussions that are still to come; the ledger lists those that are overdue
beware: The setting strategy_discussion_days changes the limit, in working days
source: A local rule for the council to confirm; several councils use 24 hours
---*/
select
    strategy_discussion_key as subject_key,
    child_key,
    team_key,
    worker_key,
    decided_on as starts_on,
    held_on as stops_on,
    rule.limit_value
from fct_strategy_discussion
cross join (
    select max(try_cast(setting.value as integer)) as limit_value
    from setting
    cross join this_run
    where
        setting.name = 'strategy_discussion_days'
        and this_run.as_at >= coalesce(setting.valid_from, date '1900-01-01')
        and this_run.as_at <= coalesce(setting.valid_to, date '9999-12-31')
) as rule
