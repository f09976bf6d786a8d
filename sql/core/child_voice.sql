/*---
table: child_voice
schema: temp
title: Completed assessments, visit days and reviews, with whether the child's own view is on record
after: [child_of, fct_visit, person]
source: >
    The records come from the SSD tables, so that one nobody wrote a view for still counts. Several visits of one
    child on one day, or one visit in two lists, are one. At a review of a child in care, the participation code
    says it: PN1 to PN6 took part, PN7 gave no view, PN0 is for children under 4.
---*/
with told as (
    select
        ext_child_view.excv_id as source_id,
        child_of.child_key,
        ext_child_view.excv_record_type as record_type,
        bool_or(ext_child_view.excv_view_recorded = 'Y') as is_recorded
    from ext_child_view
    inner join child_of on ext_child_view.excv_person_id = child_of.local_id
    group by ext_child_view.excv_id, child_of.child_key, ext_child_view.excv_record_type
),

listed_visit as (
    select cinv_cin_visit_id as source_id, cinv_person_id as person_id, cinv_cin_visit_date as visited_on
    from ssd_cin_visits
    union all
    select cppv_cp_visit_id, cppv_person_id, cppv_cp_visit_date from ssd_cp_visits
    union all
    select clav_cla_visit_id, clav_person_id, clav_cla_visit_date from ssd_cla_visits
),

told_visit as (
    select distinct
        told.child_key,
        listed_visit.visited_on
    from told
    inner join listed_visit on told.source_id = listed_visit.source_id
    inner join child_of
        on listed_visit.person_id = child_of.local_id and told.child_key = child_of.child_key
    where told.record_type = 'visit' and told.is_recorded
),

visit_day as (
    select
        min(fct_visit.visit_key) as voice_key,
        fct_visit.child_key,
        fct_visit.visited_on as recorded_on
    from fct_visit
    where fct_visit.visited_on is not null
    group by fct_visit.child_key, fct_visit.visited_on
),

held as (
    select
        'assessment' as record_type,
        cina_assessment_id as source_id,
        cina_person_id as person_id,
        cina_assessment_auth_date as recorded_on,
        cast(null as text) as participation,
        false as is_review_in_care
    from ssd_cin_assessments
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

voice as (
    select
        surrogate(
            concat_ws(
                '|', 'voice', held.record_type, child_of.child_key, held.recorded_on, held.is_review_in_care,
                held.source_id
            )
        ) as voice_key,
        child_of.child_key,
        held.record_type,
        held.recorded_on,
        held.is_review_in_care,
        held.participation,
        case
            when held.participation in ('PN1', 'PN2', 'PN3', 'PN4', 'PN5', 'PN6') then true
            when held.participation is not null then false
            else coalesce(told.is_recorded, false)
        end as is_recorded
    from held
    inner join child_of on held.person_id = child_of.local_id
    left join told
        on held.source_id = told.source_id
        and child_of.child_key = told.child_key
        and held.record_type = told.record_type
    where held.recorded_on is not null
    -- A number that was delivered twice is one record; the contract's key makes it a finding.
    qualify row_number() over (partition by voice_key order by held.participation nulls last) = 1
    union all
    select
        visit_day.voice_key,
        visit_day.child_key,
        'visit',
        visit_day.recorded_on,
        false,
        null,
        told_visit.child_key is not null
    from visit_day
    left join told_visit
        on visit_day.child_key = told_visit.child_key and visit_day.recorded_on = told_visit.visited_on
)

select
    voice.*,
    case
        when person.born_on is null and person.expected_on is not null then 'not born yet'
        when voice.recorded_on < person.born_on then 'not born yet'
        when voice.recorded_on < person.born_on + interval 4 year then 'under 4'
        when voice.participation = 'PN0' then 'under 4'
    end as left_out_because
from voice
left join person on voice.child_key = person.child_key
