/*---
table: forecast
schema: mart
title: What falls due and what will be late by the month's end if nothing closes, by measure, district, team and worker
after: [open_clock]
source: Due in 5, 10 and 20 working days contain each other and leave out what is overdue; sums of rows, no averages
---*/
select
    measure,
    case
        when grouping(worker_key) = 0 then 'worker'
        when grouping(team_key) = 0 then 'team'
        when grouping(locality_key) = 0 then 'locality'
        else 'authority'
    end as level,
    coalesce(locality_key, -2) as locality_key,
    coalesce(team_key, -2) as team_key,
    coalesce(worker_key, -2) as worker_key,
    month_end,
    count(*) as open_now,
    count(*) filter (where band = 'overdue') as overdue,
    count(*) filter (where band = 'due_in_5') as due_in_5,
    count(*) filter (where band in ('due_in_5', 'due_in_10')) as due_in_10,
    count(*) filter (where band in ('due_in_5', 'due_in_10', 'due_in_20')) as due_in_20,
    count(*) filter (where is_at_risk) as at_risk,
    count(*) filter (where is_day_four) as day_four,
    count(*) filter (where is_late_by_month_end) as late_by_month_end
from open_clock
group by grouping sets (
    (measure, month_end),
    (measure, month_end, locality_key),
    (measure, month_end, team_key),
    (measure, month_end, worker_key)
)
