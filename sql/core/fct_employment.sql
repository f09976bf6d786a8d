/*---
table: fct_employment
title: Who worked on what terms, from one day to the next; permanent staff and agency workers
after: [fct_post]
source: >
    The last day is inclusive, and a worker whose last day is over is no longer in post that night. Where only the
    terms changed, ended_on is the first day of the next ones. Hours that are not delivered are those of the case
    system's list of professionals.
---*/
with terms as (
    select
        ext_worker.*,
        coalesce(ext_worker.exwk_fte, listed.full_time_equivalent) as hours,
        coalesce(post.is_social_work, true) as is_social_worker,
        lead(exwk_from) over (workers_terms) as next_from,
        lead(exwk_agency) over (workers_terms) as next_agency,
        row_number() over (
            partition by exwk_worker_id, exwk_from
            order by exwk_to nulls last, exwk_post_id nulls last, exwk_team_id nulls last, ext_worker
        ) as turn
    from ext_worker
    cross join this_run
    left join (
        select
            post_key,
            bool_or(is_social_work) as is_social_work
        from fct_post
        group by post_key
    ) as post on surrogate('post|' || this_run.authority || '|' || exwk_post_id) = post.post_key
    left join (
        select
            prof_professional_id,
            min(prof_full_time_equivalency) as full_time_equivalent
        from ssd_professionals
        group by prof_professional_id
    ) as listed on ext_worker.exwk_worker_id = listed.prof_professional_id
    where ext_worker.exwk_worker_id is not null
    window workers_terms as (partition by exwk_worker_id order by exwk_from, exwk_to nulls last, ext_worker)
)

select
    surrogate(concat_ws('|', 'employment', this_run.authority, exwk_worker_id, exwk_from, turn)) as employment_key,
    surrogate('worker|' || this_run.authority || '|' || exwk_worker_id) as worker_key,
    surrogate('team|' || this_run.authority || '|' || exwk_team_id) as team_key,
    surrogate('post|' || this_run.authority || '|' || exwk_post_id) as post_key,
    case when length(exwk_grade) <= 40 then exwk_grade when exwk_grade is not null then 'not from the list' end
        as grade,
    cast(hours as decimal(18, 4)) as full_time_equivalent,
    is_social_worker,
    coalesce(exwk_agency = 'Y', false) as is_agency,
    coalesce(exwk_covers_vacancy = 'Y', false) as covers_vacancy,
    coalesce(exwk_newly_qualified = 'Y', false) as is_newly_qualified,
    coalesce(exwk_practice_supervisor = 'Y', false) as is_practice_supervisor,
    coalesce(exwk_case_holder = 'Y', false) as is_case_holder,
    coalesce(exwk_absent = 'Y', false) as is_absent,
    exwk_from as started_on,
    exwk_to as last_day_on,
    case
        when
            next_from between exwk_to and exwk_to + 1
            and exwk_leaving_reason is null
            and coalesce(next_agency, 'N') = coalesce(exwk_agency, 'N')
            then next_from
        else exwk_to
    end as ended_on,
    exwk_started_in_authority_on as joined_on,
    case
        when length(exwk_leaving_reason) <= 40 then exwk_leaving_reason
        when exwk_leaving_reason is not null then 'not from the list'
    end as leaving_reason
from terms
cross join this_run
