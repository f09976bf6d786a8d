-- Health, education, leaving care, missing and adoption.
create table core.fct_health_check (
    authority text not null,
    health_check_key bigint not null,
    child_key text not null,
    kind text not null,
    checked_on date,
    status text not null,
    primary key (health_check_key, authority)
) partition by list (authority);

create table core.fct_immunisation (
    authority text not null,
    immunisation_key bigint not null,
    child_key text not null,
    stated_on date,
    is_up_to_date boolean,
    primary key (immunisation_key, authority)
) partition by list (authority);

create table core.fct_sdq (
    authority text not null,
    sdq_key bigint not null,
    child_key text not null,
    completed_on date,
    score integer,
    no_score_reason text,
    primary key (sdq_key, authority)
) partition by list (authority);

create table core.fct_education_plan (
    authority text not null,
    education_plan_key bigint not null,
    child_key text not null,
    started_on date,
    reviewed_on date,
    primary key (education_plan_key, authority)
) partition by list (authority);

create table core.fct_care_leaver (
    authority text not null,
    care_leaver_key bigint not null,
    child_key text not null,
    team_key bigint,
    worker_key bigint,
    eligibility text,
    in_touch_code text,
    latest_contact_on date,
    accommodation_code text,
    is_suitable boolean,
    activity_code text,
    pathway_reviewed_on date,
    ordinal integer not null,
    primary key (care_leaver_key, authority)
) partition by list (authority);

create table core.fct_leaver_accommodation (
    authority text not null,
    leaver_accommodation_key bigint not null,
    child_key text not null,
    started_on date,
    ended_on date,
    is_provided boolean,
    primary key (leaver_accommodation_key, authority)
) partition by list (authority);

create table core.fct_leaver_contact (
    authority text not null,
    leaver_contact_key bigint not null,
    child_key text not null,
    contact_on date,
    at_accommodation boolean,
    primary key (leaver_contact_key, authority)
) partition by list (authority);

create table core.fct_pathway_plan (
    authority text not null,
    pathway_plan_key bigint not null,
    child_key text not null,
    due_from date,
    plan_on date,
    reviewed_on date,
    ended_on date,
    primary key (pathway_plan_key, authority)
) partition by list (authority);

create table core.fct_missing (
    authority text not null,
    missing_key bigint not null,
    child_key text not null,
    kind_code text,
    started_at timestamptz,
    returned_at timestamptz,
    is_offered boolean,
    offered_on date,
    is_declined boolean,
    interviewed_at timestamptz,
    provider text,
    is_looked_after boolean,
    primary key (missing_key, authority)
) partition by list (authority);

create table core.fct_adoption (
    authority text not null,
    adoption_key bigint not null,
    child_key text not null,
    care_period_key bigint,
    worker_key bigint,
    entered_care_on date,
    decided_on date,
    placement_order_on date,
    matched_on date,
    placed_on date,
    is_adopted_by_carer boolean,
    foster_placed_on date,
    reversed_on date,
    adopted_on date,
    primary key (adoption_key, authority)
) partition by list (authority);

grant select, insert, delete on
core.fct_health_check, core.fct_immunisation, core.fct_sdq, core.fct_education_plan, core.fct_care_leaver,
core.fct_leaver_accommodation, core.fct_leaver_contact, core.fct_pathway_plan, core.fct_missing, core.fct_adoption
to caseclock_loader;
