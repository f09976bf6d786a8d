/*---
measure: management_posts_filled
title: Management posts that are filled
domain: workforce
kind: proportion
counted_on: as_at
standard: local
better: high
needs: [ext_post, ext_worker]
category: the grade
counted: Management posts that a permanent worker fills
among: Established management posts
left_out: Posts covered while their holder is away through maternity or sickness; they are management_posts_covered
beware: Posts, not hours; an agency manager does not fill a post
version: 1
effective_from: 2020-07-01
source: Local
---*/
with holder as (
    select
        snapshot.taken_on,
        fct_employment.post_key,
        bool_or(not fct_employment.is_absent) as is_there
    from fct_employment
    inner join snapshot
        on fct_employment.started_on <= snapshot.taken_on
        and coalesce(fct_employment.ended_on, date '9999-12-31') > snapshot.taken_on
    where not fct_employment.is_agency and fct_employment.post_key is not null
    group by snapshot.taken_on, fct_employment.post_key
)

select
    fct_post.post_terms_key as subject_key,
    cast(null as text) as child_key,
    fct_post.team_key,
    snapshot.taken_on as counted_on,
    true as in_denominator,
    holder.post_key is not null as in_numerator,
    fct_post.grade as category,
    case
        when fct_post.covered_because in ('maternity', 'sickness') and not coalesce(holder.is_there, false)
            then 'covered for ' || fct_post.covered_because
    end as excluded_because
from fct_post
inner join snapshot
    on fct_post.valid_from <= snapshot.taken_on
    and coalesce(fct_post.valid_to, date '9999-12-31') >= snapshot.taken_on
left join holder on snapshot.taken_on = holder.taken_on and fct_post.post_key = holder.post_key
where fct_post.is_management
