-- What a figure is seen beside: targets, published figures, and its own natural limits.
create table mart.target (
    authority text not null,
    measure text not null,
    level text not null,
    locality_key bigint not null,
    team_key bigint not null,
    target numeric(18, 4) not null,
    amber numeric(18, 4),
    valid_from date not null,
    valid_to date
) partition by list (authority);

create table mart.benchmark (
    authority text not null,
    measure text not null,
    band text not null,
    area_kind text not null,
    area text not null,
    year text not null,
    value numeric(18, 4),
    numerator numeric(18, 4),
    denominator numeric(18, 4),
    unit text,
    source text,
    status text not null,
    differs text,
    note text
) partition by list (authority);

create table mart.control_limit (
    authority text not null,
    measure text not null,
    level text not null,
    locality_key bigint not null,
    band text,
    month date not null,
    numerator numeric(18, 4),
    denominator numeric(18, 4),
    value numeric(18, 1),
    points integer not null,
    is_provisional boolean not null,
    mean numeric(18, 2),
    lower_limit numeric(18, 2),
    upper_limit numeric(18, 2),
    signal text,
    state text not null,
    assurance text
) partition by list (authority);

grant select, insert, delete on mart.target, mart.benchmark, mart.control_limit to caseclock_loader;
grant select on mart.target, mart.benchmark, mart.control_limit to caseclock_reader, caseclock_steward;
