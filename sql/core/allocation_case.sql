/*---
table: allocation_case
schema: temp
title: Cases that need a social worker, from the decision to the first qualified case holder and to the end
after: [fct_allocation]
source: >
    A case is over when every holding of it is. The row on which it waited counts for that only where nothing
    else was recorded.
---*/
select
    case_key,
    min(child_key) as child_key,
    -- The team that took it; before that, the last one known.
    coalesce(
        arg_min(team_key, (started_on, allocation_key)) filter (where is_case_holding),
        arg_max(team_key, (coalesce(started_on, date '1900-01-01'), allocation_key)) filter (where team_key is not null)
    ) as team_key,
    arg_min(worker_key, (started_on, allocation_key)) filter (where is_case_holding) as worker_key,
    arg_max(case_type, (coalesce(started_on, date '1900-01-01'), allocation_key)) filter (where case_type is not null)
        as case_type,
    min(decided_on) as decided_on,
    min(started_on) filter (where is_case_holding) as allocated_on,
    coalesce(min(decided_on), min(started_on)) as opened_on,
    case
        when bool_or(ended_on is null) filter (where started_on is not null) then null
        when count(started_on) > 0 then max(ended_on) filter (where started_on is not null)
        when bool_or(ended_on is null) then null
        else max(ended_on)
    end as ended_on
from fct_allocation
group by case_key
