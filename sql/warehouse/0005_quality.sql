create table quality.run (
    authority text not null,
    run_id text not null,
    as_at date not null,
    previous_as_at date,
    system text,
    code_version text,
    catalogue_sha256 text,
    delivery jsonb not null,
    rules_held integer not null,
    rules_broken integer not null,
    rules_not_run integer not null,
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (run_id, authority)
) partition by list (authority);

create table quality.rule_result (
    authority text not null,
    run_id text not null,
    rule text not null,
    return_name text not null,
    kind text not null,
    severity text not null,
    title text,
    table_name text,
    outcome text not null check (outcome in ('held', 'broken', 'not_run')),
    findings bigint not null,
    reason text,
    version_sha text,
    primary key (run_id, return_name, rule, authority)
) partition by list (authority);

-- Rows in = rows loaded + rows quarantined, kept as figures for each file of each run.
create table quality.reconciliation (
    authority text not null,
    run_id text not null,
    table_name text not null,
    file text,
    required boolean,
    supplied boolean,
    rows_in bigint,
    rows_loaded bigint,
    rows_quarantined bigint,
    check (not supplied or rows_in = rows_loaded + rows_quarantined)
) partition by list (authority);

create index on quality.reconciliation (run_id);

-- One row a finding for as long as it is the same one; dates are as-at dates, not clock times.
create table quality.finding (
    authority text not null,
    finding_key bigint not null,
    rule text not null,
    return_name text not null,
    severity text not null,
    table_name text,
    record bigint,
    records bigint not null,
    child_key text,
    columns text,
    message text,
    detail text,
    value_hash text,
    first_seen date not null,
    last_seen date not null,
    resolved_at date,
    reopened_at date,
    run_id text not null,
    primary key (finding_key, authority)
) partition by list (authority);

create index on quality.finding (rule) where resolved_at is null;

create table quality.decision (
    authority text not null,
    finding_key bigint not null,
    value_hash text,
    decision text not null,
    reason text not null,
    decided_by text not null,
    decided_at timestamptz not null default clock_timestamp()
) partition by list (authority);

create index on quality.decision (finding_key);
