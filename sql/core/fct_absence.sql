/*---
table: fct_absence
title: Working days lost to sickness, one row a worker and month
after: [fct_employment]
---*/
with absence as (
    select
        surrogate('worker|' || this_run.authority || '|' || exab_worker_id) as worker_key,
        cast(date_trunc('month', exab_month) as date) as month_start,
        cast(sum(exab_days_lost) as decimal(18, 4)) as days_lost,
        cast(sum(exab_days_available) as decimal(18, 4)) as days_available
    from ext_absence
    cross join this_run
    where exab_worker_id is not null
    group by worker_key, month_start
)

select
    surrogate(concat_ws('|', 'absence', absence.worker_key, absence.month_start)) as absence_key,
    absence.worker_key,
    held.team_key,
    absence.month_start,
    absence.days_lost,
    absence.days_available
from absence
-- The team on the month's last day is the one whose absence it was.
asof left join (
    select
        worker_key,
        started_on,
        min(team_key) as team_key
    from fct_employment
    group by worker_key, started_on
) as held
    on absence.worker_key = held.worker_key and last_day(absence.month_start) >= held.started_on
