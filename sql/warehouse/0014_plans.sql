-- Child protection plans and children in need.
alter table core.fct_plan add column abuse_at_start text;
alter table core.fct_plan add column abuse_latest text;
alter table core.fct_plan add column earlier_plans integer;
alter table core.fct_plan add column earlier_ended_on date;

create table core.fct_core_group (
    authority text not null,
    core_group_key bigint not null,
    plan_key bigint,
    child_key text not null,
    held_on date,
    primary key (core_group_key, authority)
) partition by list (authority);

create table core.fct_early_help (
    authority text not null,
    early_help_key bigint not null,
    child_key text not null,
    worker_key bigint,
    started_on date,
    ended_on date,
    primary key (early_help_key, authority)
) partition by list (authority);

grant select, insert, delete on core.fct_core_group, core.fct_early_help to caseclock_loader;
