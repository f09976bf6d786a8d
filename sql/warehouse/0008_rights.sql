revoke all on all functions in schema audit from public;
revoke all on all functions in schema identity from public;

-- The loader replaces an authority's rows. DELETE needs to see the column that it selects by, no other.
grant usage on schema identity, core, mart, quality, returns, audit to caseclock_loader;

grant select, insert, delete on all tables in schema core, mart to caseclock_loader;
revoke delete on mart.month_snapshot from caseclock_loader;

grant insert, delete, select (authority)
on identity.crosswalk, identity.person, identity.finding_value to caseclock_loader;
grant execute on function identity.crosswalk_of(text) to caseclock_loader;

grant select, insert, delete on quality.run, quality.rule_result, quality.reconciliation to caseclock_loader;
grant select, insert, update on quality.finding to caseclock_loader;
grant select on quality.decision, audit.authority to caseclock_loader;

grant select, insert on audit.publication, audit.pseudonym_key to caseclock_loader;

-- The steward works on findings, and looks a child up by the function.
grant usage on schema quality, identity, reporting to caseclock_steward;
grant select on all tables in schema quality to caseclock_steward;
grant insert on quality.decision to caseclock_steward;
grant execute on function identity.look(text, text, text) to caseclock_steward;

-- The reader sees the views. They run with the reader's own rights (security_invoker), so it may select from
-- what lies under them, and cannot name it: it has no usage of those schemas.
grant usage on schema reporting to caseclock_reader;

grant select on
core.dim_date, core.dim_child, core.dim_team, core.dim_locality, core.dim_worker, core.team_place,
mart.definition, mart.measure_status, mart.clock_ledger, mart.measure_row, mart.measure_value,
mart.no_further_action, mart.month_snapshot,
quality.run, quality.rule_result, quality.finding,
audit.publication
to caseclock_reader, caseclock_steward;
