-- Children looked after: what a placement is like, and the panels that review permanence.
alter table core.fct_placement add column is_temporary boolean;
alter table core.fct_placement add column is_outside_area boolean;
alter table core.fct_placement add column miles_from_home numeric;
alter table core.fct_placement add column placement_kind text;

create table core.fct_permanence_review (
    authority text not null,
    permanence_review_key bigint not null,
    care_period_key bigint,
    child_key text not null,
    held_on date,
    booked_for date,
    panel text,
    is_final boolean,
    primary key (permanence_review_key, authority)
) partition by list (authority);

grant select, insert, delete on core.fct_permanence_review to caseclock_loader;
