create table identity.crosswalk (
    authority text not null,
    child_key text not null,
    system text not null,
    local_id text not null,
    upn text,
    common_child_id text,
    founder_system text not null,
    founder_local_id text not null,
    key_version integer not null,
    primary key (local_id, system, authority)
) partition by list (authority);

create index on identity.crosswalk (child_key);

create table identity.person (
    authority text not null,
    child_key text not null,
    forename text,
    surname text,
    born_on date,
    expected_on date,
    primary key (child_key, authority)
) partition by list (authority);

-- What the broken record says, for the steward; the finding itself holds no value.
create table identity.finding_value (
    authority text not null,
    finding_key bigint not null,
    child_id text,
    value text
) partition by list (authority);

create index on identity.finding_value (finding_key);
