-- Contacts, referrals and no further action.
alter table core.fct_contact
add column worker_key bigint,
add column outcome text,
add column is_decided boolean,
add column is_repeat_message boolean;

alter table core.fct_referral
add column is_decided boolean,
add column decided_on date,
add column decided_at timestamptz,
add column first_assessment_on date,
add column first_section_47_on date,
add column first_plan_on date,
add column flags_differ boolean;

create table core.secondary_reason (
    authority text not null,
    entity text not null,
    subject_key bigint not null,
    child_key text,
    reason_code text not null,
    reason_basis text,
    primary key (entity, subject_key, reason_code, authority)
) partition by list (authority);

alter table mart.no_further_action
add column worker_key bigint,
add column decided_on date,
add column is_decided boolean,
add column is_repeated boolean,
add column counts_nationally boolean,
add column counts_for_council boolean,
add column in_council_rate boolean,
add column reasons_are_live boolean,
add column disagreement text,
add column next_contact_on date,
add column contact_again_within_months integer,
add column next_referral_on date,
add column next_no_further_action_on date,
add column early_help_on date;

create table mart.no_further_action_disagreement (
    authority text not null,
    entity text not null,
    subject_key bigint not null,
    child_key text,
    team_key bigint,
    locality_key bigint,
    worker_key bigint,
    counted_on date,
    month date,
    disagreement text not null,
    recorded_flag boolean,
    disposition text,
    reason_code text,
    primary key (entity, subject_key, disagreement, authority)
) partition by list (authority);

create table mart.no_further_action_mapping (
    authority text not null,
    entity text not null,
    system text,
    month date,
    rows_with_a_reason_due bigint not null,
    mapped bigint not null,
    unmapped bigint not null,
    told_by_outcome bigint not null,
    not_recorded bigint not null,
    unmapped_words bigint not null
) partition by list (authority);

create table mart.decision_spread (
    authority text not null,
    measure text not null,
    team_key bigint not null,
    decisions bigint not null,
    median_days numeric(9, 1),
    slowest_tenth_days numeric(9, 1),
    authority_median_days numeric(9, 1),
    is_twice_the_median boolean,
    primary key (measure, team_key, authority)
) partition by list (authority);

grant select, insert, delete on
core.secondary_reason, mart.no_further_action_disagreement, mart.no_further_action_mapping, mart.decision_spread
to caseclock_loader;

grant select on
core.secondary_reason, mart.no_further_action_disagreement, mart.no_further_action_mapping, mart.decision_spread
to caseclock_reader, caseclock_steward;
