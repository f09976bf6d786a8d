/*---
measure: vacancy_rate
title: Vacant social work posts
domain: workforce
kind: proportion
counted_on: as_at
standard: published
better: low
needs: [ext_post, ext_worker]
category: the grade
counted: Full-time equivalents of posts that no permanent worker fills
among: Those, and the full-time equivalents of social workers in post
left_out: Posts that are not for social workers; workers whose hours are not known
beware: A post that an agency worker covers is vacant all the same; the whole is posts, not people
version: 1
effective_from: 2017-09-30
source: DfE children's social work workforce census, 2025 indicators
---*/
with employed as (
    select
        snapshot.taken_on,
        fct_employment.*
    from fct_employment
    inner join snapshot
        on fct_employment.started_on <= snapshot.taken_on
        and coalesce(fct_employment.ended_on, date '9999-12-31') > snapshot.taken_on
    where fct_employment.is_social_worker and not fct_employment.is_agency
),

filled as (
    select
        taken_on,
        post_key,
        sum(full_time_equivalent) as full_time_equivalent
    from employed
    group by taken_on, post_key
)

select
    fct_post.post_terms_key as subject_key,
    cast(null as text) as child_key,
    fct_post.team_key,
    cast(null as bigint) as worker_key,
    snapshot.taken_on as counted_on,
    true as in_denominator,
    greatest(fct_post.full_time_equivalent - coalesce(filled.full_time_equivalent, 0), 0) as numerator_amount,
    greatest(fct_post.full_time_equivalent - coalesce(filled.full_time_equivalent, 0), 0) as denominator_amount,
    fct_post.grade as category
from fct_post
inner join snapshot
    on fct_post.valid_from <= snapshot.taken_on
    and coalesce(fct_post.valid_to, date '9999-12-31') >= snapshot.taken_on
left join filled on snapshot.taken_on = filled.taken_on and fct_post.post_key = filled.post_key
where fct_post.is_social_work and fct_post.full_time_equivalent > coalesce(filled.full_time_equivalent, 0)
union all
select
    employment_key,
    null,
    team_key,
    worker_key,
    taken_on,
    true,
    0,
    full_time_equivalent,
    grade
from employed
where full_time_equivalent is not null
