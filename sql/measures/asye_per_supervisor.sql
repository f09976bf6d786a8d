/*---
measure: asye_per_supervisor
title: Newly qualified social workers to each practice supervisor
domain: workforce
kind: ratio
unit: newly qualified workers per supervisor
counted_on: as_at
standard: local
better: neutral
needs: [ext_worker]
counted: Social workers in their assessed and supported first year
among: Practice supervisors
beware: Heads, not hours; without a supervisor there is no figure
version: 1
effective_from: 2020-07-01
source: Local; four to a supervisor is the council's limit
---*/
select
    fct_employment.worker_key as subject_key,
    cast(null as text) as child_key,
    min(fct_employment.team_key) as team_key,
    fct_employment.worker_key,
    snapshot.taken_on as counted_on,
    true as in_denominator,
    cast(bool_or(fct_employment.is_newly_qualified)::int as decimal(18, 4)) as numerator_amount,
    cast(bool_or(fct_employment.is_practice_supervisor)::int as decimal(18, 4)) as denominator_amount
from fct_employment
inner join snapshot
    on fct_employment.started_on <= snapshot.taken_on
    and coalesce(fct_employment.ended_on, date '9999-12-31') > snapshot.taken_on
where fct_employment.is_newly_qualified or fct_employment.is_practice_supervisor
group by fct_employment.worker_key, snapshot.taken_on
