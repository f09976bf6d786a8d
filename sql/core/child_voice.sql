/*---
table: child_voice
schema: main
title: Completed assessments, visit days and reviews, with whether the child's own view is on record
after: [child_of, person]
source: >
    The records come from the SSD tables, so that one nobody wrote a view for still counts. Several visits of one
    child on one day, or one visit in two lists, are one. At a review of a child in care, the participation code
    says it: PN1 to PN6 took part, PN7 gave no view, PN0 is for children under 4.
---*/
with held as (
    select
        'assessment' as record_type,
        cina_assessment_id as source_id,
        cina_person_id as person_id,
        cina_assessment_auth_date as recorded_on,
        cast(null as text) as participation,
        cast(null as boolean) as is_review_in_care
    from ssd_cin_assessments
    union all
    select 'visit', cinv_cin_visit_id, cinv_person_id, cinv_cin_visit_date, null, null from ssd_cin_visits
    union all
    select 'visit', cppv_cp_visit_id, cppv_person_id, cppv_cp_visit_date, null, null from ssd_cp_visits
    union all
    select 'visit', clav_cla_visit_id, clav_person_id, clav_cla_visit_date, null, null from ssd_cla_visits
    union all
    select 'review', cppr_cp_review_id, cppr_person_id, cppr_cp_review_date, null, false from ssd_cp_reviews
    union all
    select
        'review',
        clar_cla_review_id,
        period.person_id,
        clar_cla_review_date,
        clar_cla_review_participation,
        true
    from ssd_cla_reviews
    inner join (
        select
            clae_cla_id,
            min(clae_person_id) as person_id
        from ssd_cla_episodes
        group by clae_cla_id
    ) as period on ssd_cla_reviews.clar_cla_id = period.clae_cla_id
    where coalesce(clar_cla_review_cancelled <> 'Y', true)
),

told as (
    select
        excv_id,
        excv_person_id,
        excv_record_type,
        bool_or(excv_view_recorded = 'Y') as is_recorded
    from ext_child_view
    group by excv_id, excv_person_id, excv_record_type
),

joined as (
    select
        held.*,
        child_of.child_key,
        person.born_on,
        person.expected_on,
        case
            when held.participation in ('PN1', 'PN2', 'PN3', 'PN4', 'PN5', 'PN6') then true
            when held.participation is not null then false
            else coalesce(told.is_recorded, false)
        end as is_recorded
    from held
    inner join child_of on held.person_id = child_of.local_id
    left join person on child_of.child_key = person.child_key
    left join told
        on held.source_id = told.excv_id
        and held.person_id = told.excv_person_id
        and held.record_type = told.excv_record_type
    where held.recorded_on is not null
)

select
    surrogate(
        concat_ws(
            '|', 'voice', record_type, child_key, recorded_on,
            case when record_type <> 'visit' then source_id end
        )
    ) as voice_key,
    child_key,
    record_type,
    recorded_on,
    coalesce(bool_or(is_review_in_care), false) as is_review_in_care,
    min(participation) as participation,
    bool_or(is_recorded) as is_recorded,
    case
        when min(born_on) is null and min(expected_on) is not null then 'not born yet'
        when recorded_on < min(born_on) then 'not born yet'
        when recorded_on < min(born_on) + interval 4 year then 'under 4'
        when min(participation) = 'PN0' then 'under 4'
    end as left_out_because
from joined
group by
    record_type, child_key, recorded_on,
    case when record_type <> 'visit' then source_id end
