-- Give an authority its partition in every table that has them; does nothing when they are there.
-- Attaching an empty table needs no lock that a reader holds, which PARTITION OF would.
create function audit.add_authority(wanted text) returns integer
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    parent record;
    made integer := 0;
begin
    perform pg_advisory_xact_lock(hashtext('caseclock add authority'));
    insert into audit.authority (authority) values (wanted) on conflict do nothing;
    for parent in
        select space.nspname, class.relname, class.relname || '__' || wanted as part
        from pg_class as class
        inner join pg_namespace as space on class.relnamespace = space.oid
        where class.relkind = 'p' and space.nspname in ('identity', 'core', 'mart', 'quality', 'returns')
        order by 1, 2
    loop
        if to_regclass(format('%I.%I', parent.nspname, parent.part)) is not null then
            continue;
        end if;
        execute format(
            'create table %I.%I (like %I.%I including all)', parent.nspname, parent.part, parent.nspname, parent.relname
        );
        execute format(
            'alter table %I.%I attach partition %I.%I for values in (%L)',
            parent.nspname, parent.relname, parent.nspname, parent.part, wanted
        );
        made := made + 1;
    end loop;
    return made;
end
$$;

-- The one way to a child's identity. Returns no row for a key that nobody has, and records that too. The
-- server's log keeps the look even when the caller rolls its transaction back.
create function identity.look(wanted_key text, actor text, reason text)
returns table (
    authority text, child_key text, forename text, surname text, born_on date, expected_on date, known_as jsonb
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    is_known boolean;
begin
    if coalesce(trim(actor), '') = '' or coalesce(trim(reason), '') = '' then
        raise exception 'a look needs an actor and a reason' using errcode = 'invalid_parameter_value';
    end if;
    is_known := exists (select from identity.crosswalk as known where known.child_key = wanted_key);
    insert into audit.look (child_key, actor, reason, login, found)
    values (coalesce(wanted_key, ''), actor, reason, session_user, is_known);
    raise log 'identity.look by % (%)', quote_literal(actor), session_user;
    return query
    select
        known.authority,
        known.child_key,
        min(person.forename),
        min(person.surname),
        min(person.born_on),
        min(person.expected_on),
        jsonb_agg(
            jsonb_build_object('system', known.system, 'local_id', known.local_id, 'upn', known.upn)
            order by known.system, known.local_id
        )
    from identity.crosswalk as known
    left join identity.person as person
        on known.authority = person.authority and known.child_key = person.child_key
    where known.child_key = wanted_key
    group by known.authority, known.child_key;
end
$$;

-- What the next night needs to know each child again; for the loader only.
create function identity.crosswalk_of(wanted text) returns setof identity.crosswalk
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
    select * from identity.crosswalk where authority = wanted order by system, local_id
$$;
