/*---
measure: permanent_pct
title: Permanent social workers
domain: workforce
kind: proportion
counted_on: as_at
standard: local
better: high
needs: [ext_worker]
category: the grade
counted: Full-time equivalents of permanent social workers in post
among: Those and agency workers; with the setting permanent_share_of at established_posts, the established posts
left_out: Workers whose hours are not known, and posts that are not for social workers
beware: Of people in post or of established posts is a choice; the two give different figures
version: 1
effective_from: 2016-04-01
source: Local
---*/
with rule as (
    select coalesce(max(setting.value) = 'established_posts', false) as by_posts
    from setting
    cross join this_run
    where
        setting.name = 'permanent_share_of'
        and this_run.as_at >= coalesce(setting.valid_from, date '1900-01-01')
        and this_run.as_at <= coalesce(setting.valid_to, date '9999-12-31')
)

select
    fct_employment.employment_key as subject_key,
    cast(null as text) as child_key,
    fct_employment.team_key,
    fct_employment.worker_key,
    snapshot.taken_on as counted_on,
    true as in_denominator,
    not fct_employment.is_agency as in_numerator,
    case when fct_employment.is_agency then 0 else fct_employment.full_time_equivalent end as numerator_amount,
    case when rule.by_posts then 0 else fct_employment.full_time_equivalent end as denominator_amount,
    fct_employment.grade as category,
    case when fct_employment.full_time_equivalent is null then 'the hours of the worker are not known' end
        as excluded_because
from fct_employment
cross join rule
inner join snapshot
    on fct_employment.started_on <= snapshot.taken_on
    and coalesce(fct_employment.ended_on, date '9999-12-31') > snapshot.taken_on
where fct_employment.is_social_worker
union all
select
    fct_post.post_terms_key,
    null,
    fct_post.team_key,
    null,
    snapshot.taken_on,
    true,
    false,
    0,
    fct_post.full_time_equivalent,
    fct_post.grade,
    null
from fct_post
inner join rule on rule.by_posts
inner join snapshot
    on fct_post.valid_from <= snapshot.taken_on
    and coalesce(fct_post.valid_to, date '9999-12-31') >= snapshot.taken_on
where fct_post.is_social_work
