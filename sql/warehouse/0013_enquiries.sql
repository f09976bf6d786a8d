-- Assessments, section 47 enquiries and conferences.
alter table core.fct_assessment add column child_seen_on date;
alter table core.fct_assessment add column review_point_on date;
alter table core.fct_assessment add column reviewed_on date;
alter table core.fct_assessment add column was_unborn boolean;
alter table core.fct_assessment add column need_code text;
alter table core.fct_assessment add column referral_close_reason text;
alter table core.fct_assessment add column disposition text;
alter table core.fct_assessment add column reason_code text;
alter table core.fct_assessment add column reason_basis text;

alter table core.fct_section_47 add column outcome text;
alter table core.fct_section_47 add column conference_not_required boolean;
alter table core.fct_section_47 add column decided_on date;
alter table core.fct_section_47 add column decision text;
alter table core.fct_section_47 add column cancelled_on date;
alter table core.fct_section_47 add column no_conference_from date;
alter table core.fct_section_47 add column is_opened_for_nothing boolean;
alter table core.fct_section_47 add column need_code text;
alter table core.fct_section_47 add column disposition text;
alter table core.fct_section_47 add column reason_code text;
alter table core.fct_section_47 add column reason_basis text;

alter table core.fct_conference add column late_reason text;

create table core.fct_strategy_discussion (
    authority text not null,
    strategy_discussion_key bigint not null,
    section_47_key bigint,
    child_key text not null,
    team_key bigint,
    worker_key bigint,
    decided_on date,
    held_on date,
    primary key (strategy_discussion_key, authority)
) partition by list (authority);

create table core.fct_transfer_in (
    authority text not null,
    transfer_in_key bigint not null,
    child_key text not null,
    team_key bigint,
    notified_on date,
    conference_on date,
    primary key (transfer_in_key, authority)
) partition by list (authority);

grant select, insert, delete on core.fct_strategy_discussion, core.fct_transfer_in to caseclock_loader;
