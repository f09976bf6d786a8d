/*---
rule: date_beyond_calendar
return: local
title: A date lies before 2000 or after 2040, where working days cannot be counted
severity: error
table: ssd_contacts
columns: []
fix: Correct the date; the year is usually mistyped.
source: Caseclock, local rule
needs: []
---*/
-- Dates of birth and death and addresses are left out: no clock runs from them.
with event_days (table_name, column_name, child_id, record, day) as (
    select 'ssd_contacts', 'cont_contact_date', cont_person_id, record, cast(cont_contact_date as date)
    from ssd_contacts
    union all
    select 'ssd_early_help_episodes', 'earl_episode_start_date', earl_person_id, record, earl_episode_start_date
    from ssd_early_help_episodes
    union all
    select 'ssd_early_help_episodes', 'earl_episode_end_date', earl_person_id, record, earl_episode_end_date
    from ssd_early_help_episodes
    union all
    select 'ssd_cin_episodes', 'cine_referral_date', cine_person_id, record, cine_referral_date
    from ssd_cin_episodes
    union all
    select 'ssd_cin_episodes', 'cine_close_date', cine_person_id, record, cine_close_date
    from ssd_cin_episodes
    union all
    select 'ssd_cin_assessments', 'cina_assessment_start_date', cina_person_id, record, cina_assessment_start_date
    from ssd_cin_assessments
    union all
    select 'ssd_cin_assessments', 'cina_assessment_auth_date', cina_person_id, record, cina_assessment_auth_date
    from ssd_cin_assessments
    union all
    select 'ssd_cin_plans', 'cinp_cin_plan_start_date', cinp_person_id, record, cinp_cin_plan_start_date
    from ssd_cin_plans
    union all
    select 'ssd_cin_visits', 'cinv_cin_visit_date', cinv_person_id, record, cinv_cin_visit_date
    from ssd_cin_visits
    union all
    select 'ssd_s47_enquiry', 's47e_s47_start_date', s47e_person_id, record, s47e_s47_start_date
    from ssd_s47_enquiry
    union all
    select 'ssd_s47_enquiry', 's47e_s47_end_date', s47e_person_id, record, s47e_s47_end_date
    from ssd_s47_enquiry
    union all
    select 'ssd_cp_plans', 'cppl_cp_plan_start_date', cppl_person_id, record, cppl_cp_plan_start_date
    from ssd_cp_plans
    union all
    select 'ssd_cp_plans', 'cppl_cp_plan_end_date', cppl_person_id, record, cppl_cp_plan_end_date
    from ssd_cp_plans
    union all
    select 'ssd_cp_visits', 'cppv_cp_visit_date', cppv_person_id, record, cppv_cp_visit_date
    from ssd_cp_visits
    union all
    select 'ssd_cla_episodes', 'clae_cla_episode_start_date', clae_person_id, record, clae_cla_episode_start_date
    from ssd_cla_episodes
    union all
    select 'ssd_cla_episodes', 'clae_cla_episode_ceased_date', clae_person_id, record, clae_cla_episode_ceased_date
    from ssd_cla_episodes
    union all
    select 'ssd_cla_placement', 'clap_cla_placement_start_date', clap_person_id, record, clap_cla_placement_start_date
    from ssd_cla_placement
    union all
    select 'ssd_cla_visits', 'clav_cla_visit_date', clav_person_id, record, clav_cla_visit_date
    from ssd_cla_visits
    union all
    select 'ssd_legal_status', 'lega_legal_status_start_date', lega_person_id, record, lega_legal_status_start_date
    from ssd_legal_status
    union all
    select 'ssd_initial_cp_conference', 'icpc_icpc_date', icpc_person_id, record, icpc_icpc_date
    from ssd_initial_cp_conference
    union all
    select 'ssd_cp_reviews', 'cppr_cp_review_date', cppr_person_id, record, cppr_cp_review_date
    from ssd_cp_reviews
    union all
    select 'ssd_cin_plans', 'cinp_cin_plan_end_date', cinp_person_id, record, cinp_cin_plan_end_date
    from ssd_cin_plans
    union all
    select 'ssd_cla_placement', 'clap_cla_placement_end_date', clap_person_id, record, clap_cla_placement_end_date
    from ssd_cla_placement
    union all
    select 'ssd_legal_status', 'lega_legal_status_end_date', lega_person_id, record, lega_legal_status_end_date
    from ssd_legal_status
    union all
    select 'ssd_involvements', 'invo_involvement_start_date', invo_person_id, record, invo_involvement_start_date
    from ssd_involvements
    union all
    select 'ssd_involvements', 'invo_involvement_end_date', invo_person_id, record, invo_involvement_end_date
    from ssd_involvements
)

select e.child_id, e.record, e.table_name, e.column_name
from event_days as e
where e.day < date '2000-01-01'
    or e.day > date '2040-12-31'
