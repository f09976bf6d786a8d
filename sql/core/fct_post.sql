/*---
table: fct_post
title: Established posts, one row for each time that a post was as it says; both days inclusive
after: []
---*/
with post as (
    select
        *,
        row_number() over (
            partition by expo_id, coalesce(expo_valid_from, date '1900-01-01')
            order by
                expo_valid_to nulls last, expo_fte nulls last, expo_team_id nulls last, expo_grade nulls last, ext_post
        ) as turn
    from ext_post
    where expo_id is not null
)

select
    surrogate(
        concat_ws(
            '|', 'post_terms', this_run.authority, expo_id, coalesce(expo_valid_from, date '1900-01-01'), turn
        )
    ) as post_terms_key,
    surrogate('post|' || this_run.authority || '|' || expo_id) as post_key,
    surrogate('team|' || this_run.authority || '|' || expo_team_id) as team_key,
    case when length(expo_grade) <= 40 then expo_grade when expo_grade is not null then 'not from the list' end
        as grade,
    cast(expo_fte as decimal(18, 4)) as full_time_equivalent,
    coalesce(expo_is_social_work <> 'N', true) as is_social_work,
    coalesce(expo_is_management = 'Y', false) as is_management,
    expo_covered_because as covered_because,
    coalesce(expo_valid_from, date '1900-01-01') as valid_from,
    expo_valid_to as valid_to
from post
cross join this_run
