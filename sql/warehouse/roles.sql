-- Run at every start, before the numbered steps, because roles belong to the server and the rights on a
-- database are not copied with a template. Each part does nothing when it is already so.

-- The roles. A login of a person or a program is a member of one of them.
do $$
declare
    wanted text;
    -- From 16 on, whoever makes a role may administer it, and still has to grant itself the use of it.
    usable constant text := case when current_setting('server_version_num')::integer >= 160000 then 'set' else 'member' end;
begin
    foreach wanted in array array['caseclock_loader', 'caseclock_reader', 'caseclock_steward', 'caseclock_filer'] loop
        begin
            if not exists (select from pg_roles where rolname = wanted) then
                execute format('create role %I nologin', wanted);
            end if;
            if not pg_has_role(current_user, wanted, usable) then
                execute format('grant %I to current_user', wanted);
            end if;
        exception
            when duplicate_object or unique_violation then null; -- another database of this server was first
        end;
    end loop;
end
$$;

-- Readers only read, and let go of what they forgot. They could undo these; their rights they cannot.
do $$
declare
    wanted text;
begin
    if exists (
        select from pg_db_role_setting as kept
        inner join pg_roles as role on kept.setrole = role.oid
        where role.rolname = 'caseclock_reader' and kept.setdatabase = 0
    ) then
        return;
    end if;
    foreach wanted in array array[
        'default_transaction_read_only = on',
        'statement_timeout = ''10min''',
        'idle_in_transaction_session_timeout = ''30min''',
        'search_path = reporting'
    ] loop
        execute 'alter role caseclock_reader set ' || wanted;
    end loop;
exception
    when insufficient_privilege then
        raise notice 'the settings of caseclock_reader could not be changed by this user';
end
$$;

-- Nobody makes temporary tables or schemas but the loader, who merges findings through one.
do $$
begin
    if not has_database_privilege('caseclock_loader', current_database(), 'temporary')
        or exists (
            select from pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba))) as held
            where datname = current_database() and held.grantee = 0 and held.privilege_type = 'TEMPORARY'
        )
    then
        execute format('revoke temporary, create on database %I from public', current_database());
        execute format('grant temporary on database %I to caseclock_loader', current_database());
    end if;
exception
    when insufficient_privilege then
        raise notice 'the rights on this database could not be changed by this user';
end
$$;
