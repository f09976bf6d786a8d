"""Publishing a statutory return: one authority's rows of one collection year, with what the rules said of it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import psycopg
from psycopg import sql

from caseclock import work
from caseclock.errors import CaseclockError
from caseclock.publish import rows
from caseclock.publish.ready import make_ready, take_turn
from caseclock.publish.rows import Table
from caseclock.publish.run import Run
from caseclock.warehouse.connection import connect

SCHEMA = "returns"
RETURN_NAMES = ("cin_census",)
"""The returns that can be published; in the work file each is a schema of that name."""

KEYS = ("authority", "collection_year")
YEARS_KEPT = 2
"""This year's return, and last year's to compare it with."""

JUDGED = """
select
    count(*) filter (where outcome <> 'not_run') as rules_run,
    count(*) filter (where outcome = 'not_run' and severity = 'error' and (
        coalesce(reason, '') not like 'not supplied: %' or exists (
            select 1 from {schema}.delivered
            where required and not supplied and list_contains(split(substr(reason, 15), ', '), table_name)
        ) or exists (
            select 1 from {schema}.delivered_column
            where expected and not supplied
                and list_contains(split(substr(reason, 15), ', '), table_name || '.' || column_name)
        )
    )) as rules_not_run,
    (select count(*) from main.finding where return_name = $return_name and severity = 'error') as errors,
    (select count(*) from main.finding where return_name = $return_name and severity = 'query') as queries
from main.rule_result
where return_name = $return_name
"""
"""A rule for which no case system has the field is no reason to wait; one whose data did not come is."""


def publish_return(work_path: Path, run: Run) -> dict[str, int]:
    """Publish the returns of a work file by themselves; the rows of each table, by `schema.table`.

    For a rehearsal outside the night: the figures of the night stay as they are. Rows and judgement of the
    same authority and year are replaced, older years than last year's removed. Raises what publish_results
    does; the warehouse is then as it was.
    """
    address = make_ready(run.authority)
    source = work.connect(work_path, read_only=True)
    try:
        with connect(address) as connection:
            take_turn(connection, run.authority)
            return publish_returns(connection, source, run)
    finally:
        source.close()


def publish_returns(
    connection: psycopg.Connection, source: duckdb.DuckDBPyConnection, run: Run
) -> dict[str, int]:
    """The same in the caller's transaction, which holds the authority. Nothing when the file has no return."""
    published: dict[str, int] = {}
    for return_name in RETURN_NAMES:
        year = _year(source, return_name)
        if year is not None:
            published |= _replace(connection, source, run, return_name, year)
            _judge(connection, source, run, return_name, year)
    return published


def _year(source: duckdb.DuckDBPyConnection, return_name: str) -> int | None:
    """The collection that the work file holds of a return; None when it holds none."""
    made = source.execute(
        "select count(*) from information_schema.tables where table_schema = ? and table_name = 'census'",
        [return_name],
    ).fetchall()
    if not made[0][0]:
        return None
    told = source.execute(f"select year from {return_name}.census").fetchall()
    if len(told) != 1:
        raise CaseclockError(
            f"The work file says {len(told)} times which collection its return is for, not once.",
            where=f"{return_name}.census",
            do="Nothing was published; report this.",
        )
    return int(told[0][0])


def _replace(
    connection: psycopg.Connection,
    source: duckdb.DuckDBPyConnection,
    run: Run,
    return_name: str,
    year: int,
) -> dict[str, int]:
    prefix = f"{return_name}_"
    wanted = [each for each in rows.tables(connection, [SCHEMA]) if each.name.startswith(prefix)]
    rows.check_fit(source, [_in_work_file(each, return_name) for each in wanted])
    published = {}
    for table in wanted:
        connection.execute(
            sql.SQL(
                "delete from {} where authority = %s and (collection_year = %s or collection_year <= %s)"
            ).format(table.identifier),
            [run.authority, year, year - YEARS_KEPT],
        )
        relation = (
            f'(select *, {year} as collection_year from "{return_name}"."{table.name.removeprefix(prefix)}")'
        )
        published[table.said] = rows.copy(
            connection, source, table.identifier, table.columns, relation, run.authority
        )
    return published


def _in_work_file(table: Table, return_name: str) -> Table:
    """A table of the warehouse as it must be in the work file: there it belongs to one authority and year."""
    columns = {name: kind for name, kind in table.columns.items() if name not in KEYS}
    return Table(return_name, table.name.removeprefix(f"{return_name}_"), columns)


def _judge(
    connection: psycopg.Connection,
    source: duckdb.DuckDBPyConnection,
    run: Run,
    return_name: str,
    year: int,
) -> None:
    run_rules, not_run, errors, queries = source.execute(
        JUDGED.format(schema=return_name), {"return_name": return_name}
    ).fetchall()[0]
    connection.execute(
        "delete from returns.publication where authority = %s and return_name = %s and (year = %s or year <= %s)",
        [run.authority, return_name, year, year - YEARS_KEPT],
    )
    connection.execute(
        "insert into returns.publication (authority, return_name, year, run_id, as_at, errors, queries, rules_run,"
        " rules_not_run) values (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [run.authority, return_name, year, run.run_id, run.as_at, errors, queries, run_rules, not_run],
    )
