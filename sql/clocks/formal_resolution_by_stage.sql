/*---
clock: formal_resolution_by_stage
title: Stages of formal resolutions closed within the stage's own limit
domain: audit
limit: 20
unit: working_days
counted_on: stops_on
open_rows: late_when_overdue
place_at: starts_on
standard: local
better: high
needs: [ext_formal_resolution]
category: the stage
counted: Stages that were settled, or passed on to the next stage, within their limit
among: Stages closed in the period, and open ones whose limit passed in it
left_out: Formal resolutions that were withdrawn
beware: A stage without a setting has the 20 working days of the whole way
version: 1
effective_from: 2020-04-01
source: IRO Handbook (2010); the limits are settings, formal_resolution_stage_1_working_days and so on
---*/
with stage_limit as (
    select
        try_cast(regexp_extract(setting.name, 'formal_resolution_stage_([0-9]+)_', 1) as integer) as stage,
        max(try_cast(setting.value as integer)) as working_days
    from setting
    cross join this_run
    where
        regexp_full_match(setting.name, 'formal_resolution_stage_[0-9]+_working_days')
        and this_run.as_at >= coalesce(setting.valid_from, date '1900-01-01')
        and this_run.as_at <= coalesce(setting.valid_to, date '9999-12-31')
    group by stage
)

select
    fct_formal_resolution.resolution_stage_key as subject_key,
    fct_formal_resolution.child_key,
    fct_formal_resolution.team_key,
    fct_formal_resolution.raised_by_key as worker_key,
    fct_formal_resolution.raised_on as starts_on,
    fct_formal_resolution.stage_ended_on as stops_on,
    'stage ' || fct_formal_resolution.stage as category,
    coalesce(stage_limit.working_days, 20) as limit_value,
    case when fct_formal_resolution.is_withdrawn then 'withdrawn' end as excluded_because
from fct_formal_resolution
left join stage_limit on fct_formal_resolution.stage = stage_limit.stage
