/*---
measure: caseload_avg_team
title: Cases per full-time social worker who holds cases
domain: caseload
kind: ratio
unit: cases per FTE
counted_on: as_at
standard: local
better: low
needs: [ext_allocation, ext_worker]
counted: Open cases held by case-holding social workers on the day
among: Full-time equivalents of those workers, agency workers included
left_out: Workers without cases, and workers whose hours are not known
beware: A team is pooled - 30 cases over 2.0 full-time workers are 15.0, whatever each of them holds
version: 1
effective_from: 2019-04-01
source: Local
---*/
with held as (
    select
        snapshot.taken_on,
        fct_allocation.worker_key,
        min(fct_allocation.team_key) as team_key,
        count(distinct fct_allocation.case_key) as cases
    from fct_allocation
    inner join snapshot
        on fct_allocation.started_on <= snapshot.taken_on
        and coalesce(fct_allocation.ended_on, date '9999-12-31') > snapshot.taken_on
    where fct_allocation.is_case_holding and fct_allocation.worker_key is not null
    group by snapshot.taken_on, fct_allocation.worker_key
),

working as (
    select
        snapshot.taken_on,
        fct_employment.worker_key,
        arg_max(fct_employment.team_key, (fct_employment.full_time_equivalent, fct_employment.employment_key))
            as team_key,
        bool_or(fct_employment.is_newly_qualified) as is_newly_qualified,
        sum(fct_employment.full_time_equivalent) as full_time_equivalent
    from fct_employment
    inner join snapshot
        on fct_employment.started_on <= snapshot.taken_on
        and coalesce(fct_employment.ended_on, date '9999-12-31') > snapshot.taken_on
    group by snapshot.taken_on, fct_employment.worker_key
)

select
    held.worker_key as subject_key,
    cast(null as text) as child_key,
    coalesce(working.team_key, held.team_key) as team_key,
    held.worker_key,
    held.taken_on as counted_on,
    true as in_denominator,
    held.cases as numerator_amount,
    coalesce(working.full_time_equivalent, dim_worker.full_time_equivalent) as denominator_amount,
    held.cases / cast(nullif(denominator_amount, 0) as double) as value,
    case when coalesce(denominator_amount, 0) <= 0 then 'the hours of the worker are not known' end as excluded_because
from held
left join working on held.taken_on = working.taken_on and held.worker_key = working.worker_key
left join dim_worker on held.worker_key = dim_worker.worker_key
