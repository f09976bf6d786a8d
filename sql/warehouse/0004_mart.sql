create table mart.definition (
    authority text not null,
    measure text not null,
    kind text not null,
    title text not null,
    unit text,
    limit_value integer,
    standard text,
    better text,
    version integer not null,
    effective_from date,
    source text,
    sha256 text not null,
    header_json json,
    select_text text not null,
    primary key (measure, authority)
) partition by list (authority);

create table mart.measure_status (
    authority text not null,
    measure text not null,
    status text not null,
    reason text,
    primary key (measure, authority)
) partition by list (authority);

create table mart.clock_ledger (
    authority text not null,
    measure text not null,
    ledger_key bigint not null,
    subject_key bigint,
    child_key text,
    team_key bigint,
    worker_key bigint,
    locality_key bigint,
    starts_on date,
    stops_on date,
    ended_on date,
    limit_value integer,
    limit_unit text,
    elapsed double precision,
    elapsed_unit text,
    due_on date,
    state text not null,
    excluded_because text
) partition by list (authority);

create table mart.measure_row (
    authority text not null,
    measure text not null,
    row_key bigint not null,
    subject_key bigint,
    child_key text,
    team_key bigint,
    locality_key bigint,
    counted_on date,
    month date,
    band text,
    in_numerator boolean,
    in_denominator boolean
) partition by list (authority);

create table mart.measure_value (
    authority text not null,
    measure text not null,
    version integer not null,
    period text not null,
    period_start date not null,
    period_end date not null,
    level text not null,
    locality_key bigint,
    team_key bigint,
    band text,
    numerator bigint,
    denominator bigint,
    value numeric(12, 1)
) partition by list (authority);

create table mart.no_further_action (
    authority text not null,
    entity text not null,
    subject_key bigint not null,
    child_key text,
    team_key bigint,
    locality_key bigint,
    counted_on date,
    month date,
    recorded_flag boolean,
    disposition text,
    reason_code text,
    reason_basis text,
    source_code text
) partition by list (authority);

-- Months as they were when they were frozen; appended, never replaced.
create table mart.month_snapshot (
    authority text not null,
    month date not null,
    measure text not null,
    version integer not null,
    level text not null,
    locality_key bigint not null,
    team_key bigint not null,
    band text not null,
    numerator bigint,
    denominator bigint,
    value numeric(12, 1),
    as_at date not null,
    run_id text not null,
    frozen_at timestamptz not null default now(),
    primary key (month, measure, level, locality_key, team_key, band, authority)
) partition by list (authority);

comment on table mart.month_snapshot is 'Months as they were when frozen; only ever appended';
