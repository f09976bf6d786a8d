"""Publishing what the checks found, whatever the gate decides afterwards."""

from __future__ import annotations

from pathlib import Path

import duckdb
import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from caseclock import work
from caseclock.publish import rows
from caseclock.publish.ready import make_ready, take_turn
from caseclock.publish.run import Run
from caseclock.warehouse.connection import connect

FINDING = {
    "authority": "text",
    "finding_key": "bigint",
    "rule": "text",
    "return_name": "text",
    "severity": "text",
    "table_name": "text",
    "record": "bigint",
    "episode": "integer",
    "records": "bigint",
    "child_key": "text",
    "columns": "text",
    "message": "text",
    "detail": "text",
    "value_hash": "text",
}

TONIGHT = """(
    select
        finding_key, min(rule) as rule, min(return_name) as return_name, min(severity) as severity,
        min(table_name) as table_name, min(record) as record, min(episode) as episode, count(*) as records,
        min(child_key) as child_key, min(columns) as columns, min(message) as message, min(detail) as detail,
        case when count(*) = 1 then min(value_hash)
             else sha256(string_agg(coalesce(value_hash, ''), ',' order by value_hash)) end as value_hash
    from main.finding
    group by finding_key
)"""
"""One row a finding, the same in whatever order the delivery's rows came."""

MERGE = """
insert into quality.finding as known (
    authority, finding_key, rule, return_name, severity, table_name, record, episode, records, child_key, columns,
    message, detail, value_hash, first_seen, last_seen, run_id
)
select
    authority, finding_key, rule, return_name, severity, table_name, record, episode, records, child_key, columns,
    message, detail, value_hash, %(as_at)s, %(as_at)s, %(run_id)s
from tonight
on conflict (finding_key, authority) do update set
    severity = excluded.severity,
    record = excluded.record,
    episode = excluded.episode,
    records = excluded.records,
    columns = excluded.columns,
    message = excluded.message,
    detail = excluded.detail,
    value_hash = excluded.value_hash,
    last_seen = excluded.last_seen,
    resolved_at = null,
    reopened_at = case
        when known.resolved_at is not null or known.value_hash is distinct from excluded.value_hash
            then excluded.last_seen
        else known.reopened_at
    end,
    run_id = excluded.run_id
where known.last_seen <= excluded.last_seen and coalesce(known.resolved_at <= excluded.last_seen, true)
"""
"""A past night that is run again tells nothing new about a finding that a later night looked at."""

RESOLVE = """
update quality.finding as known
set resolved_at = %(as_at)s, run_id = %(run_id)s
where
    known.authority = %(authority)s
    and known.resolved_at is null
    and known.last_seen <= %(as_at)s
    and exists (
        select from quality.rule_result as result
        where
            result.authority = known.authority
            and result.run_id = %(run_id)s
            and result.return_name = known.return_name
            and result.rule = known.rule
            and result.outcome <> 'not_run'
    )
    and not exists (select from tonight where tonight.finding_key = known.finding_key)
"""
"""Only a rule that was run tonight can show that its finding was put right."""


def publish_quality(work_path: Path, run: Run) -> dict[str, int]:
    """Record the run, its rule results and row counts, and merge its findings; all or nothing.

    work_path: the night's file after the checks. A finding is the same one by its key: seen again it
    keeps its first date, gone it is resolved, back again or with another value it is reopened. Returns
    how many findings are open, new, reopened and resolved by this run. Raises what publish_results does.
    """
    address = make_ready(run.authority)
    source = work.connect(work_path, read_only=True)
    try:
        with connect(address) as connection:
            take_turn(connection, run.authority)
            _record(connection, source, run)
            _merge(connection, source, run)
            _values(connection, source, run)
            return _counted(connection, run)
    finally:
        source.close()


def _record(connection: psycopg.Connection, source: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Write the run and its results; a second try of the same run takes the place of the first."""
    for table in ("run", "rule_result", "reconciliation"):
        connection.execute(
            sql.SQL("delete from {} where authority = %s and run_id = %s").format(
                sql.Identifier("quality", table)
            ),
            [run.authority, run.run_id],
        )
    outcomes = dict(
        source.execute("select outcome, count(*) from main.rule_result group by outcome").fetchall()
    )
    connection.execute(
        "insert into quality.run (authority, run_id, as_at, previous_as_at, system, code_version, catalogue_sha256,"
        " delivery, rules_held, rules_broken, rules_not_run) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            run.authority, run.run_id, run.as_at, run.previous_as_at, run.system, run.code_version,
            run.catalogue_sha256, Jsonb(dict(run.delivery)),
            *(outcomes.get(outcome, 0) for outcome in ("held", "broken", "not_run")),
        ],
    )  # fmt: skip
    held = {table.name: table for table in rows.tables(connection, ["quality"])}
    for name, relation in (("rule_result", "main.rule_result"), ("reconciliation", "main.delivered")):
        said = run.run_id.replace("'", "''")
        rows.copy(
            connection, source, held[name].identifier, held[name].columns,
            f"(select *, '{said}' as run_id from {relation})", run.authority,
        )  # fmt: skip


def _merge(connection: psycopg.Connection, source: duckdb.DuckDBPyConnection, run: Run) -> None:
    columns = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind)) for name, kind in FINDING.items()
    )
    connection.execute(sql.SQL("create temp table tonight ({}) on commit drop").format(columns))
    rows.copy(connection, source, sql.Identifier("tonight"), FINDING, TONIGHT, run.authority)
    connection.execute("create index on tonight (finding_key)")
    connection.execute("analyze tonight")
    named = {"as_at": run.as_at, "run_id": run.run_id, "authority": run.authority}
    connection.execute(MERGE, named)
    connection.execute(RESOLVE, named)


def _values(connection: psycopg.Connection, source: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Put the values that tonight's findings are about where only a recorded look can find them."""
    told = source.execute(
        "select count(*) from information_schema.tables"
        " where table_schema = 'identity' and table_name = 'finding_value'"
    ).fetchall()
    relation = (
        "identity.finding_value"
        if told[0][0]
        else "(select finding_key, child_id, cast(null as varchar) as value from main.finding)"
    )
    table = next(each for each in rows.tables(connection, ["identity"]) if each.name == "finding_value")
    connection.execute("delete from identity.finding_value where authority = %s", [run.authority])
    rows.copy(connection, source, table.identifier, table.columns, relation, run.authority)


def _counted(connection: psycopg.Connection, run: Run) -> dict[str, int]:
    row = connection.execute(
        "select count(*) filter (where resolved_at is null),"
        " count(*) filter (where resolved_at is null and first_seen = %(as_at)s),"
        " count(*) filter (where resolved_at is null and reopened_at = %(as_at)s),"
        " count(*) filter (where resolved_at = %(as_at)s)"
        " from quality.finding where authority = %(authority)s",
        {"as_at": run.as_at, "authority": run.authority},
    ).fetchone() or (0, 0, 0, 0)
    return dict(zip(("open", "new", "reopened", "resolved"), map(int, row), strict=True))
