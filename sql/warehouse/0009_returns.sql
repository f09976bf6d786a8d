-- The returns as last published. The rows hold the children's own numbers and dates, as the department asks
-- for them: nobody reads them but through returns.take, which records it.
--
-- collection_year is the collection that the rows are for, named by the year it ends in. The header has a
-- `year` besides: what the return itself says.

create table returns.cin_census_header (
    authority text not null,
    collection_year integer not null,
    collection text,
    year bigint,
    reference_date date,
    source_level text,
    lea text,
    software_code text,
    release text,
    serial_no text,
    date_time timestamptz,
    record bigint not null,
    primary key (collection_year, record, authority)
) partition by list (authority);

create table returns.cin_census_child_identifiers (
    authority text not null,
    collection_year integer not null,
    child bigint not null,
    la_child_id text,
    upn text,
    former_upn text,
    upn_unknown text,
    person_birth_date date,
    expected_person_birth_date date,
    sex text,
    gender_current text,
    person_death_date date,
    record bigint not null,
    primary key (collection_year, record, authority)
) partition by list (authority);

create table returns.cin_census_child_characteristics (
    authority text not null,
    collection_year integer not null,
    child bigint not null,
    la_child_id text,
    ethnicity text,
    record bigint not null,
    primary key (collection_year, record, authority)
) partition by list (authority);

create table returns.cin_census_disabilities (
    authority text not null,
    collection_year integer not null,
    child bigint not null,
    la_child_id text,
    disability text,
    record bigint not null,
    primary key (collection_year, record, authority)
) partition by list (authority);

create table returns.cin_census_cin_details (
    authority text not null,
    collection_year integer not null,
    child bigint not null,
    episode bigint not null,
    la_child_id text,
    cin_referral_date date,
    referral_source text,
    primary_need_code text,
    cin_closure_date date,
    reason_for_closure text,
    date_of_initial_cpc date,
    referral_nfa text,
    record bigint not null,
    primary key (collection_year, record, authority)
) partition by list (authority);

create table returns.cin_census_assessments (
    authority text not null,
    collection_year integer not null,
    child bigint not null,
    episode bigint not null,
    la_child_id text,
    assessment_actual_start_date date,
    assessment_internal_review_date date,
    assessment_authorisation_date date,
    record bigint not null,
    primary key (collection_year, record, authority)
) partition by list (authority);

create table returns.cin_census_assessment_factors (
    authority text not null,
    collection_year integer not null,
    child bigint not null,
    episode bigint not null,
    assessment bigint not null,
    la_child_id text,
    assessment_factor text,
    record bigint not null,
    primary key (collection_year, record, authority)
) partition by list (authority);

create table returns.cin_census_cin_plan_dates (
    authority text not null,
    collection_year integer not null,
    child bigint not null,
    episode bigint not null,
    la_child_id text,
    cin_plan_start_date date,
    cin_plan_end_date date,
    record bigint not null,
    primary key (collection_year, record, authority)
) partition by list (authority);

create table returns.cin_census_section_47 (
    authority text not null,
    collection_year integer not null,
    child bigint not null,
    episode bigint not null,
    la_child_id text,
    s47_actual_start_date date,
    initial_cpc_target date,
    date_of_initial_cpc date,
    icpc_not_required text,
    record bigint not null,
    primary key (collection_year, record, authority)
) partition by list (authority);

create table returns.cin_census_child_protection_plans (
    authority text not null,
    collection_year integer not null,
    child bigint not null,
    episode bigint not null,
    la_child_id text,
    cpp_start_date date,
    cpp_end_date date,
    initial_category_of_abuse text,
    latest_category_of_abuse text,
    number_of_previous_cpp bigint,
    record bigint not null,
    primary key (collection_year, record, authority)
) partition by list (authority);

create table returns.cin_census_reviews (
    authority text not null,
    collection_year integer not null,
    child bigint not null,
    episode bigint not null,
    plan bigint not null,
    la_child_id text,
    cpp_review_date date,
    record bigint not null,
    primary key (collection_year, record, authority)
) partition by list (authority);

create table returns.cin_census_pre_proceedings (
    authority text not null,
    collection_year integer not null,
    child bigint not null,
    episode bigint not null,
    la_child_id text,
    pp_start_date date,
    lbp_sent_date date,
    fgdm_meeting_offer text,
    fgdm_meeting_fac text,
    initial_pp_meeting_date date,
    review_meetings_count bigint,
    step_decision_date date,
    pp_outcome text,
    court_app_date date,
    letter_init_cp_date date,
    record bigint not null,
    primary key (collection_year, record, authority)
) partition by list (authority);

-- One row a return and year: of which night it is and what the rules said of it. Counts only. rules_not_run are
-- rules of severity error whose data did not come or that failed: what they would have found blocks a return.
create table returns.publication (
    authority text not null,
    return_name text not null,
    year integer not null,
    run_id text not null,
    as_at date not null,
    errors integer not null,
    queries integer not null,
    rules_run integer not null,
    rules_not_run integer not null,
    published_at timestamptz not null default clock_timestamp(),
    primary key (return_name, year, authority)
) partition by list (authority);

create table audit.taking (
    taken_at timestamptz not null default clock_timestamp(),
    authority text not null,
    return_name text not null,
    year integer not null,
    actor text not null,
    reason text not null,
    login text not null,
    found boolean not null
);

comment on table audit.taking is 'Who took a return out of the warehouse, why and when; only ever appended';

-- The one way to a return's rows, all of one authority and year: the name of the return's table, and the row
-- without its nulls. First what is about no child, then child after child, each table by record. Returns
-- nothing for a return that is not there, and records that too. The server's log keeps the taking even when
-- the caller rolls its transaction back.
create function returns.take(
    wanted text, wanted_return text, wanted_year integer, actor text, reason text
)
returns table (table_name text, held jsonb)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    is_known boolean;
    every text;
begin
    if coalesce(trim(actor), '') = '' or coalesce(trim(reason), '') = '' then
        raise exception 'taking a return needs an actor and a reason' using errcode = 'invalid_parameter_value';
    end if;
    is_known := exists (
        select from returns.publication as known
        where known.authority = wanted and known.return_name = wanted_return and known.year = wanted_year
    );
    insert into audit.taking (authority, return_name, year, actor, reason, login, found)
    values (
        coalesce(wanted, ''), coalesce(wanted_return, ''), coalesce(wanted_year, 0), actor, reason, session_user,
        is_known
    );
    raise log 'returns.take by % (%)', quote_literal(actor), session_user;
    if not is_known then
        return;
    end if;
    select string_agg(
        format(
            'select %L as table_name, %s as child, record,'
            ' jsonb_strip_nulls(to_jsonb(kept) - ''{authority,collection_year}''::text[]) as held'
            ' from returns.%I as kept where authority = $1 and collection_year = $2',
            substr(class.relname, length(wanted_return) + 2),
            case when held_child.attname is null then 'cast(null as bigint)' else 'child' end,
            class.relname
        ),
        ' union all '
    ) into every
    from pg_class as class
    left join pg_attribute as held_child
        on class.oid = held_child.attrelid and held_child.attname = 'child' and not held_child.attisdropped
    where
        class.relkind = 'p'
        and class.relnamespace = to_regnamespace('returns')
        and starts_with(class.relname, wanted_return || '_');
    return query execute
        'select every.table_name, every.held from (' || every || ') as every'
        ' order by every.child nulls first, every.table_name, every.record'
        using wanted, wanted_year;
end
$$;

revoke all on all functions in schema returns from public;

-- The loader replaces a year's rows and removes old years; of the rows it sees the columns that it selects by.

grant select (authority, collection_year), insert, delete on
returns.cin_census_header,
returns.cin_census_child_identifiers,
returns.cin_census_child_characteristics,
returns.cin_census_disabilities,
returns.cin_census_cin_details,
returns.cin_census_assessments,
returns.cin_census_assessment_factors,
returns.cin_census_cin_plan_dates,
returns.cin_census_section_47,
returns.cin_census_child_protection_plans,
returns.cin_census_reviews,
returns.cin_census_pre_proceedings
to caseclock_loader;

grant select, insert, delete on returns.publication to caseclock_loader;

-- Those who file returns see which there are, and take one by the function.
grant usage on schema returns to caseclock_filer;
grant select on returns.publication to caseclock_filer;
grant execute on function returns.take(text, text, integer, text, text) to caseclock_filer;
