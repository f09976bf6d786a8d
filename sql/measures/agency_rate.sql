/*---
measure: agency_rate
title: Agency workers among social workers
domain: workforce
kind: proportion
counted_on: as_at
standard: published
better: low
needs: [ext_worker]
category: the grade
counted: Full-time equivalents of agency workers
among: Full-time equivalents of agency workers and of social workers in post
left_out: Workers whose hours are not known, and posts that are not for social workers
beware: Hours, not heads
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
    fct_employment.is_agency as in_numerator,
    case when fct_employment.is_agency then fct_employment.full_time_equivalent else 0 end as numerator_amount,
    fct_employment.full_time_equivalent as denominator_amount,
    fct_employment.grade as category,
    case when fct_employment.full_time_equivalent is null then 'the hours of the worker are not known' end
        as excluded_because
from fct_employment
inner join snapshot
    on fct_employment.started_on <= snapshot.taken_on
    and coalesce(fct_employment.ended_on, date '9999-12-31') > snapshot.taken_on
where fct_employment.is_social_worker
