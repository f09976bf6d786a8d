-- The reporting star, forecasts and history.

-- Integer keys for tools that join by one number. Each view and its dimension use the same function.
create function reporting.date_key(day date) returns integer
language sql
immutable
parallel safe
return case
    when day between date '2000-01-01' and date '2040-12-31'
        then cast(extract(year from day) * 10000 + extract(month from day) * 100 + extract(day from day) as integer)
    else -1
end;

comment on function reporting.date_key is
'YYYYMMDD as a number, the key of dim_date; -1 without a date or outside the calendar';

create function reporting.child_no(child_key text) returns bigint
language sql
immutable
parallel safe
return coalesce(cast(cast('x' || left(child_key, 15) as bit(60)) as bigint), -2);

comment on function reporting.child_no is
'The pseudonym of a child as a number, the key of dim_child; -2 where a row is about nobody';

create function reporting.measure_key(measure text) returns bigint
language sql
immutable
parallel safe
return cast(cast('x' || left(encode(sha256(cast(measure as bytea)), 'hex'), 15) as bit(60)) as bigint);

comment on function reporting.measure_key is 'The id of a measure as a number, the key of dim_measure';

-- Two children with one number would stop the night, as every doubled key does.
create unique index on core.dim_child (reporting.child_no(child_key), authority);

drop view if exists reporting.dim_team_place;

alter table core.team_place add column team_place_key bigint not null default -1;
alter table mart.clock_ledger add column team_place_key bigint;
alter table mart.measure_row add column team_place_key bigint;
alter table mart.no_further_action add column team_place_key bigint;

-- What is still running, and what comes of it when nothing closes.
create table mart.open_clock (
    authority text not null,
    measure text not null,
    ledger_key bigint not null,
    subject_key bigint,
    child_key text,
    team_key bigint not null,
    worker_key bigint not null,
    locality_key bigint not null,
    team_place_key bigint not null,
    starts_on date,
    due_on date not null,
    limit_value integer,
    limit_unit text,
    elapsed double precision,
    state text not null,
    working_days_run integer,
    working_days_left integer,
    band text not null,
    is_at_risk boolean not null,
    is_day_four boolean not null,
    is_late_by_month_end boolean not null,
    month_end date not null
) partition by list (authority);

create table mart.forecast (
    authority text not null,
    measure text not null,
    level text not null,
    locality_key bigint not null,
    team_key bigint not null,
    worker_key bigint not null,
    month_end date not null,
    open_now bigint not null,
    overdue bigint not null,
    due_in_5 bigint not null,
    due_in_10 bigint not null,
    due_in_20 bigint not null,
    at_risk bigint not null,
    day_four bigint not null,
    late_by_month_end bigint not null
) partition by list (authority);

-- Which mapping of the council's reasons the figures stand on, and since when figures at a date are made.
create table mart.counting_basis (
    authority text not null,
    mapping_sha256 text,
    taken_since date
) partition by list (authority);

-- What a frozen month was made with, and the rows that made its figures; appended, never replaced.
create table mart.month_definition (
    authority text not null,
    month date not null,
    measure text not null,
    version integer not null,
    sha256 text,
    title text,
    kind text,
    header_json json,
    select_text text,
    status text,
    mapping_sha256 text,
    catalogue_sha256 text,
    as_at date not null,
    run_id text not null,
    frozen_at timestamptz not null default now(),
    primary key (month, measure, authority)
) partition by list (authority);

create table mart.month_snapshot_row (
    authority text not null,
    month date not null,
    measure text not null,
    row_key bigint not null,
    subject_key bigint,
    locality_key bigint not null,
    team_key bigint not null,
    group_manager text not null,
    assistant_director text not null,
    band text not null,
    in_numerator boolean not null,
    numerator_amount numeric(18, 4),
    denominator_amount numeric(18, 4)
) partition by list (authority);

create index on mart.month_snapshot_row (month, measure);

comment on table mart.month_definition is 'What a frozen month was counted with; only ever appended';
comment on table mart.month_snapshot_row is 'The rows behind a frozen month; only ever appended';

-- Months that were frozen before have their version only; their rows were not kept.
select audit.add_authority(authority) from audit.authority;
insert into mart.month_definition (authority, month, measure, version, as_at, run_id, frozen_at)
select authority, month, measure, max(version), max(as_at), max(run_id), max(frozen_at)
from mart.month_snapshot
group by authority, month, measure;

grant select, insert, delete on mart.open_clock, mart.forecast, mart.counting_basis to caseclock_loader;
grant select, insert on mart.month_definition, mart.month_snapshot_row to caseclock_loader;
grant select on
mart.open_clock, mart.forecast, mart.counting_basis, mart.month_definition, mart.month_snapshot_row
to caseclock_reader, caseclock_steward;

-- Each dimension has its two members for every authority, whatever the night brought.
grant select on audit.authority to caseclock_reader, caseclock_steward;
