/*---
clock: formal_resolution_20wd
title: Formal resolutions closed within 20 working days
domain: audit
limit: 20
unit: working_days
counted_on: stops_on
open_rows: late_when_overdue
place_at: starts_on
standard: local
better: high
needs: [ext_formal_resolution]
category: the stage it reached
counted: Formal resolutions closed by the twentieth working day after they were raised, through all their stages
among: Formal resolutions closed in the period, and open ones whose limit passed in it
left_out: Those that were withdrawn
beware: Each stage has a limit of its own in formal_resolution_by_stage; this is the whole way
version: 1
effective_from: 2020-04-01
source: IRO Handbook (2010), dispute resolution; the limit is the setting formal_resolution_working_days
---*/
with local_limit as (
    select max(try_cast(setting.value as integer)) as working_days
    from setting
    cross join this_run
    where
        setting.name = 'formal_resolution_working_days'
        and this_run.as_at >= coalesce(setting.valid_from, date '1900-01-01')
        and this_run.as_at <= coalesce(setting.valid_to, date '9999-12-31')
)

select
    fct_formal_resolution.resolution_key as subject_key,
    fct_formal_resolution.child_key,
    fct_formal_resolution.team_key,
    fct_formal_resolution.raised_by_key as worker_key,
    fct_formal_resolution.whole_raised_on as starts_on,
    fct_formal_resolution.whole_resolved_on as stops_on,
    'stage ' || fct_formal_resolution.highest_stage as category,
    coalesce(local_limit.working_days, 20) as limit_value,
    case when fct_formal_resolution.is_withdrawn then 'withdrawn' end as excluded_because
from fct_formal_resolution
cross join local_limit
where fct_formal_resolution.is_first_stage
