/*---
table: fct_care_leaver
title: Young people with leaving-care rights, as they are recorded now
after: [child_of]
source: The case system keeps the last state only; of two rows for one young person the one last met comes first
---*/
with leaver as (
    select
        child_of.child_key,
        surrogate('team|' || this_run.authority || '|' || clea_care_leaver_allocated_team) as team_key,
        surrogate('worker|' || this_run.authority || '|' || clea_care_leaver_worker_id) as worker_key,
        clea_care_leaver_eligibility as eligibility,
        clea_care_leaver_in_touch as in_touch_code,
        clea_care_leaver_latest_contact as latest_contact_on,
        clea_care_leaver_accommodation as accommodation_code,
        case clea_care_leaver_accom_suitable when '1' then true when '2' then false end as is_suitable,
        clea_care_leaver_activity as activity_code,
        clea_pathway_plan_review_date as pathway_reviewed_on,
        cast(
            row_number() over (
                partition by child_of.child_key
                order by
                    clea_care_leaver_latest_contact desc nulls last,
                    clea_pathway_plan_review_date desc nulls last,
                    clea_care_leaver_eligibility nulls last, clea_care_leaver_in_touch nulls last,
                    clea_care_leaver_activity nulls last, clea_care_leaver_accommodation nulls last,
                    clea_table_id
            ) as integer
        ) as ordinal
    from ssd_care_leavers
    cross join this_run
    inner join child_of on ssd_care_leavers.clea_person_id = child_of.local_id
)

select
    surrogate(concat_ws('|', 'care_leaver', child_key, ordinal)) as care_leaver_key,
    *
from leaver
