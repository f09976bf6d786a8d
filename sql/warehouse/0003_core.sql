create table core.dim_date (
    authority text not null,
    date_key integer not null,
    date date not null,
    year integer not null,
    month_start date not null,
    month_end date not null,
    financial_year text not null,
    collection_year integer not null,
    quarter integer not null,
    weekday integer not null,
    is_working_day boolean not null,
    working_day_number integer not null,
    is_bank_holiday boolean not null,
    is_closure boolean not null,
    primary key (date_key, authority)
) partition by list (authority);

create table core.dim_child (
    authority text not null,
    child_key text not null,
    sex text,
    ethnicity text,
    birth_month date,
    expected_birth_month date,
    death_month date,
    is_unborn boolean,
    is_disabled boolean,
    key_version integer not null,
    primary key (child_key, authority)
) partition by list (authority);

create table core.dim_team (
    authority text not null,
    team_key bigint not null,
    team_code text,
    team_name text,
    parent_team_key bigint,
    primary key (team_key, authority)
) partition by list (authority);

create table core.dim_locality (
    authority text not null,
    locality_key bigint not null,
    locality_name text,
    primary key (locality_key, authority)
) partition by list (authority);

create table core.dim_worker (
    authority text not null,
    worker_key bigint not null,
    job_title text,
    is_agency boolean,
    full_time_equivalent numeric,
    primary key (worker_key, authority)
) partition by list (authority);

create table core.team_place (
    authority text not null,
    team_key bigint not null,
    locality_key bigint,
    group_manager text,
    assistant_director text,
    valid_from date,
    valid_to date
) partition by list (authority);

create table core.child_team (
    authority text not null,
    child_key text not null,
    team_key bigint,
    worker_key bigint,
    started_on date,
    ended_on date
) partition by list (authority);

create table core.fct_contact (
    authority text not null,
    contact_key bigint not null,
    child_key text not null,
    team_key bigint,
    contact_on date,
    contact_at timestamptz,
    source_code text,
    disposition text,
    reason_code text,
    reason_basis text,
    no_further_action boolean,
    decided_on date,
    decided_at timestamptz,
    joins_open_case boolean,
    day_ordinal integer,
    primary key (contact_key, authority)
) partition by list (authority);

create table core.fct_referral (
    authority text not null,
    referral_key bigint not null,
    child_key text not null,
    team_key bigint,
    worker_key bigint,
    referred_on date,
    source_code text,
    need_code text,
    no_further_action boolean,
    reason_code text,
    reason_basis text,
    disposition text,
    closed_on date,
    close_reason text,
    day_ordinal integer,
    primary key (referral_key, authority)
) partition by list (authority);

create table core.fct_assessment (
    authority text not null,
    assessment_key bigint not null,
    referral_key bigint,
    child_key text not null,
    team_key bigint,
    worker_key bigint,
    referred_on date,
    started_on date,
    authorised_on date,
    child_seen boolean,
    no_further_action boolean,
    is_first_of_referral boolean,
    primary key (assessment_key, authority)
) partition by list (authority);

create table core.fct_section_47 (
    authority text not null,
    section_47_key bigint not null,
    referral_key bigint,
    child_key text not null,
    team_key bigint,
    worker_key bigint,
    started_on date,
    ended_on date,
    no_further_action boolean,
    primary key (section_47_key, authority)
) partition by list (authority);

create table core.fct_conference (
    authority text not null,
    conference_key bigint not null,
    section_47_key bigint,
    child_key text not null,
    team_key bigint,
    worker_key bigint,
    held_on date,
    target_on date,
    is_transfer_in boolean,
    led_to_plan boolean,
    primary key (conference_key, authority)
) partition by list (authority);

create table core.fct_plan (
    authority text not null,
    plan_key bigint not null,
    kind text not null,
    child_key text not null,
    team_key bigint,
    worker_key bigint,
    started_on date,
    ended_on date,
    initial_category text,
    latest_category text,
    is_other_authority boolean,
    primary key (plan_key, authority)
) partition by list (authority);

create table core.fct_review (
    authority text not null,
    review_key bigint not null,
    kind text not null,
    plan_key bigint,
    care_period_key bigint,
    child_key text not null,
    held_on date,
    due_on date,
    is_cancelled boolean,
    primary key (review_key, authority)
) partition by list (authority);

create table core.fct_visit (
    authority text not null,
    visit_key bigint not null,
    kind text not null,
    plan_key bigint,
    care_period_key bigint,
    child_key text not null,
    visited_on date,
    child_seen boolean,
    seen_alone boolean,
    primary key (visit_key, authority)
) partition by list (authority);

create table core.fct_care_period (
    authority text not null,
    care_period_key bigint not null,
    child_key text not null,
    started_on date,
    ended_on date,
    is_short_breaks boolean,
    primary key (care_period_key, authority)
) partition by list (authority);

create table core.fct_placement (
    authority text not null,
    placement_key bigint not null,
    care_period_key bigint,
    child_key text not null,
    started_on date,
    ended_on date,
    type_code text,
    provider_code text,
    is_long_term boolean,
    category text,
    primary key (placement_key, authority)
) partition by list (authority);
