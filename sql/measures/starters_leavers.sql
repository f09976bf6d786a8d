/*---
measure: starters_leavers
title: Social workers who joined and who left
domain: workforce
kind: count
standard: local
better: neutral
needs: [ext_worker]
category: the reason for leaving
counted: Full-time equivalents of permanent social workers who joined, and of those who left
among: Not a share; the difference of the two is workforce_net_change
left_out: Agency workers, and workers whose hours are not known
beware: The national year runs from 1 October to 30 September; a financial year gives other numbers
version: 1
effective_from: 2017-04-01
source: Local; starters and leavers of the children's social work workforce census
---*/
select
    staff_move_key as subject_key,
    cast(null as text) as child_key,
    team_key,
    worker_key,
    moved_on as counted_on,
    true as in_denominator,
    case kind when 'starter' then 'starters' else 'leavers' end as band,
    full_time_equivalent as numerator_amount,
    coalesce(reason, case kind when 'leaver' then 'reason not recorded' else 'starter' end) as category,
    case when full_time_equivalent is null then 'the hours of the worker are not known' end as excluded_because
from fct_staff_move
