/*---
table: caseload
schema: temp
title: The cases that each case-holding social worker had at the end of each month and on the as-at date
after: [fct_allocation, fct_employment, dim_worker]
source: >
    Hours are those of all the worker's employments that day; without any, those of the worker's own record. The
    team is that of the employment with the most hours, else that of the cases.
---*/
with day as (
    select dim_date.date as taken_on
    from dim_date
    cross join this_run
    where
        (dim_date.date = dim_date.month_end or dim_date.date = this_run.as_at)
        and dim_date.date <= this_run.as_at
        and dim_date.date >= (select min(fct_allocation.started_on) from fct_allocation)
),

held as (
    select
        day.taken_on,
        fct_allocation.worker_key,
        min(fct_allocation.team_key) as team_key,
        count(distinct fct_allocation.case_key) as cases
    from fct_allocation
    inner join day
        on fct_allocation.started_on <= day.taken_on
        and coalesce(fct_allocation.ended_on, date '9999-12-31') > day.taken_on
    where fct_allocation.is_case_holding and fct_allocation.worker_key is not null
    group by day.taken_on, fct_allocation.worker_key
),

working as (
    select
        day.taken_on,
        fct_employment.worker_key,
        arg_max(fct_employment.team_key, (fct_employment.full_time_equivalent, fct_employment.employment_key))
            as team_key,
        bool_or(fct_employment.is_newly_qualified) as is_newly_qualified,
        sum(fct_employment.full_time_equivalent) as full_time_equivalent
    from fct_employment
    inner join day
        on fct_employment.started_on <= day.taken_on
        and coalesce(fct_employment.ended_on, date '9999-12-31') > day.taken_on
    group by day.taken_on, fct_employment.worker_key
)

select
    held.taken_on,
    held.worker_key,
    coalesce(working.team_key, held.team_key) as team_key,
    held.cases,
    coalesce(working.is_newly_qualified, false) as is_newly_qualified,
    coalesce(working.full_time_equivalent, dim_worker.full_time_equivalent) as full_time_equivalent
from held
left join working on held.taken_on = working.taken_on and held.worker_key = working.worker_key
left join dim_worker on held.worker_key = dim_worker.worker_key
