create table audit.authority (
    authority text primary key check (authority ~ '^[a-z][a-z0-9_]{1,30}$'),
    added_at timestamptz not null default clock_timestamp()
);

create table audit.publication (
    publication_id bigint generated always as identity primary key,
    authority text not null,
    as_at date not null,
    run_id text not null,
    published_at timestamptz not null default clock_timestamp(),
    catalogue_sha256 text,
    delivery jsonb not null,
    counts jsonb not null,
    code_version text,
    key_version integer not null,
    status text not null default 'published'
);

create index on audit.publication (authority, publication_id desc);

-- The key itself is never here; its fingerprint shows whether it is still the same one.
create table audit.pseudonym_key (
    version integer primary key,
    fingerprint text not null,
    first_used_at timestamptz not null default clock_timestamp()
);

create table audit.look (
    looked_at timestamptz not null default clock_timestamp(),
    child_key text not null,
    actor text not null,
    reason text not null,
    login text not null,
    found boolean not null
);
