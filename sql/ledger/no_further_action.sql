/*---
table: no_further_action
schema: mart
title: What was recorded, what followed and why, with the district and team as they were then
after: [no_further_action_stage, placed]
---*/
with listed as (
    select
        entity,
        subject_key,
        string_agg(disagreement, '; ' order by disagreement) as disagreement
    from ending_disagreement
    group by entity, subject_key
)

select
    stage.entity,
    stage.subject_key,
    stage.child_key,
    placed.team_then_key as team_key,
    placed.locality_key,
    placed.team_place_key,
    stage.worker_key,
    stage.counted_on,
    cast(date_trunc('month', stage.counted_on) as date) as month,
    stage.decided_on,
    stage.recorded_flag,
    stage.disposition,
    stage.reason_code,
    stage.reason_basis,
    stage.source_code,
    stage.is_decided,
    stage.is_repeated,
    stage.counts_nationally,
    stage.counts_for_council,
    stage.in_council_rate,
    stage.reasons_are_live,
    listed.disagreement,
    stage.next_contact_on,
    case
        when not stage.is_ended or stage.went_on then null
        when stage.next_contact_on <= stage.counted_on + interval 3 month then 3
        when stage.next_contact_on <= stage.counted_on + interval 6 month then 6
        when stage.next_contact_on <= stage.counted_on + interval 12 month then 12
    end as contact_again_within_months,
    stage.next_referral_on,
    stage.next_no_further_action_on,
    stage.early_help_on
from no_further_action_stage as stage
inner join placed
    on stage.child_key = placed.child_key
    and stage.team_key = placed.team_key
    and stage.counted_on is not distinct from placed.place_on
left join listed on stage.entity = listed.entity and stage.subject_key = listed.subject_key
