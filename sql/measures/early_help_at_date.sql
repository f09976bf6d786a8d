/*---
measure: early_help_at_date
title: Children with early help
domain: early_help
kind: children
counted_on: as_at
standard: local
better: neutral
counted: Children with an episode of early help that had begun by the date and had not ended on or before it
among: Episodes of early help open on the date
needs: [ssd_early_help_episodes]
version: 1
effective_from: 2013-04-01
source: Local, the load of early help
---*/
select
    fct_early_help.early_help_key as subject_key,
    fct_early_help.child_key,
    fct_early_help.worker_key,
    snapshot.taken_on as counted_on,
    true as in_numerator,
    true as in_denominator
from fct_early_help
inner join snapshot
    on fct_early_help.started_on <= snapshot.taken_on
    and coalesce(fct_early_help.ended_on, date '9999-12-31') > snapshot.taken_on
