/*---
measure: caseload_avg_national
title: Cases per full-time social worker who holds cases, at 30 September
domain: caseload
kind: ratio
unit: cases per FTE
standard: published
better: low
needs: [ext_allocation, ext_worker]
counted: Cases held on 30 September
among: Full-time equivalents of the social workers who held them, agency workers included
left_out: Workers without cases, as those who are away
beware: Once a year; the figure of the last 12 months is that of the latest 30 September
version: 1
effective_from: 2017-09-30
source: DfE children's social work workforce census, 2025 indicators
---*/
with census_day as (
    select dim_date.date as taken_on
    from dim_date
    inner join this_run on dim_date.date <= this_run.as_at
    where
        month(dim_date.date) = 9 and dayofmonth(dim_date.date) = 30
        and dim_date.date >= (select min(fct_allocation.started_on) from fct_allocation)
),

held as (
    select
        snapshot.taken_on,
        fct_allocation.worker_key,
        min(fct_allocation.team_key) as team_key,
        count(distinct fct_allocation.case_key) as cases
    from fct_allocation
    inner join census_day as snapshot
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
    inner join census_day as snapshot
        on fct_employment.started_on <= snapshot.taken_on
        and coalesce(fct_employment.ended_on, date '9999-12-31') > snapshot.taken_on
    group by snapshot.taken_on, fct_employment.worker_key
)

select
    surrogate(concat_ws('|', 'caseload', held.worker_key, held.taken_on)) as subject_key,
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
