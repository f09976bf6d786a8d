/*---
measure: workforce_net_change
title: Net change in social workers
domain: workforce
kind: count
standard: local
better: neutral
needs: [ext_worker]
counted: Full-time equivalents who joined, less those who left
among: Not a share
left_out: Agency workers, and workers whose hours are not known
beware: Changes of hours move it not at all; it is people who came and went
version: 1
effective_from: 2017-04-01
source: Local
---*/
select
    staff_move_key as subject_key,
    cast(null as text) as child_key,
    team_key,
    worker_key,
    moved_on as counted_on,
    true as in_denominator,
    case kind when 'starter' then full_time_equivalent else -full_time_equivalent end as numerator_amount,
    case when full_time_equivalent is null then 'the hours of the worker are not known' end as excluded_because
from fct_staff_move
