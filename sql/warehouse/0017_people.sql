-- Complaints, caseload, workforce, audits and corrective actions. Staff are keys, as in dim_worker.
create table core.fct_complaint (
    authority text not null,
    complaint_key bigint not null,
    child_key text,
    team_key bigint,
    stage text,
    received_on date,
    responded_on date,
    panel_on date,
    report_sent_on date,
    findings_received_on date,
    is_extended boolean not null,
    is_withdrawn boolean not null,
    is_within_procedure boolean not null,
    theme text,
    outcome text,
    primary key (complaint_key, authority)
) partition by list (authority);

create table core.fct_formal_resolution (
    authority text not null,
    resolution_stage_key bigint not null,
    resolution_key bigint not null,
    child_key text,
    team_key bigint,
    raised_by_key bigint,
    stage integer,
    trigger_code text,
    raised_on date,
    resolved_on date,
    stage_ended_on date,
    whole_raised_on date,
    whole_resolved_on date,
    highest_stage integer,
    is_withdrawn boolean not null,
    is_first_stage boolean not null,
    is_last_stage boolean not null,
    primary key (resolution_stage_key, authority)
) partition by list (authority);

create table core.fct_allocation (
    authority text not null,
    allocation_key bigint not null,
    case_key bigint not null,
    child_key text,
    team_key bigint,
    worker_key bigint,
    role text,
    case_type text,
    is_case_holding boolean not null,
    decided_on date,
    started_on date,
    last_day_on date,
    ended_on date,
    primary key (allocation_key, authority)
) partition by list (authority);

create table core.fct_post (
    authority text not null,
    post_terms_key bigint not null,
    post_key bigint not null,
    team_key bigint,
    grade text,
    full_time_equivalent numeric(18, 4),
    is_social_work boolean not null,
    is_management boolean not null,
    covered_because text,
    valid_from date not null,
    valid_to date,
    primary key (post_terms_key, authority)
) partition by list (authority);

create table core.fct_employment (
    authority text not null,
    employment_key bigint not null,
    worker_key bigint not null,
    team_key bigint,
    post_key bigint,
    grade text,
    full_time_equivalent numeric(18, 4),
    is_social_worker boolean not null,
    is_agency boolean not null,
    covers_vacancy boolean not null,
    is_newly_qualified boolean not null,
    is_practice_supervisor boolean not null,
    is_case_holder boolean not null,
    is_absent boolean not null,
    started_on date,
    last_day_on date,
    ended_on date,
    joined_on date,
    leaving_reason text,
    primary key (employment_key, authority)
) partition by list (authority);

create table core.fct_staff_move (
    authority text not null,
    staff_move_key bigint not null,
    employment_key bigint not null,
    worker_key bigint not null,
    team_key bigint,
    kind text not null,
    moved_on date,
    full_time_equivalent numeric(18, 4),
    grade text,
    reason text,
    primary key (staff_move_key, authority)
) partition by list (authority);

create table core.fct_absence (
    authority text not null,
    absence_key bigint not null,
    worker_key bigint not null,
    team_key bigint,
    month_start date,
    days_lost numeric(18, 4),
    days_available numeric(18, 4),
    primary key (absence_key, authority)
) partition by list (authority);

create table core.fct_case_audit (
    authority text not null,
    audit_theme_key bigint not null,
    audit_key bigint not null,
    child_key text,
    team_key bigint,
    auditor_key bigint,
    theme text,
    completed_on date,
    auditor_grade text,
    moderated_grade text,
    grade text,
    is_whole boolean not null,
    primary key (audit_theme_key, authority)
) partition by list (authority);

create table core.fct_audit_action (
    authority text not null,
    audit_action_key bigint not null,
    audit_key bigint,
    team_key bigint,
    owner_key bigint,
    due_on date,
    completed_on date,
    primary key (audit_action_key, authority)
) partition by list (authority);

create table core.fct_corrective_action (
    authority text not null,
    corrective_action_key bigint not null,
    measure text,
    month_start date,
    team_key bigint,
    locality_key bigint,
    owner_key bigint,
    has_cause boolean not null,
    has_action boolean not null,
    has_owner boolean not null,
    due_on date,
    completed_on date,
    primary key (corrective_action_key, authority)
) partition by list (authority);

grant select, insert, delete on
core.fct_complaint, core.fct_formal_resolution, core.fct_allocation, core.fct_post, core.fct_employment,
core.fct_staff_move, core.fct_absence, core.fct_case_audit, core.fct_audit_action, core.fct_corrective_action
to caseclock_loader;
