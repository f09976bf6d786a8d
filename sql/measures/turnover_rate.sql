/*---
measure: turnover_rate
title: Turnover of social workers in the last 12 months
domain: workforce
kind: proportion
counted_on: as_at
standard: published
better: low
needs: [ext_worker]
category: in post or left
counted: Full-time equivalents of permanent social workers who left in the 12 months to the day
among: Full-time equivalents of permanent social workers in post on the day
left_out: Agency workers, and workers whose hours are not known
beware: The whole is the end of the 12 months, not their average; a move out of social work counts as leaving
version: 1
effective_from: 2017-09-30
source: DfE children's social work workforce census, 2025 indicators
---*/
select
    fct_employment.employment_key as subject_key,
    cast(null as text) as child_key,
    fct_employment.team_key,
    fct_employment.worker_key,
    snapshot.taken_on as counted_on,
    true as in_denominator,
    false as in_numerator,
    cast(0 as decimal(18, 4)) as numerator_amount,
    fct_employment.full_time_equivalent as denominator_amount,
    'in post' as category
from fct_employment
inner join snapshot
    on fct_employment.started_on <= snapshot.taken_on
    and coalesce(fct_employment.ended_on, date '9999-12-31') > snapshot.taken_on
where
    fct_employment.is_social_worker
    and not fct_employment.is_agency
    and fct_employment.full_time_equivalent is not null
union all
select
    fct_staff_move.staff_move_key,
    null,
    fct_staff_move.team_key,
    fct_staff_move.worker_key,
    snapshot.taken_on,
    true,
    true,
    fct_staff_move.full_time_equivalent,
    0,
    'left'
from fct_staff_move
inner join snapshot
    on fct_staff_move.moved_on <= snapshot.taken_on
    -- The 12 months before a month's end begin with a month, also in a February.
    and fct_staff_move.moved_on > case
        when snapshot.taken_on = last_day(snapshot.taken_on)
            then last_day(cast(snapshot.taken_on - interval 12 month as date))
        else cast(snapshot.taken_on - interval 12 month as date)
    end
where fct_staff_move.kind = 'leaver' and fct_staff_move.full_time_equivalent is not null
