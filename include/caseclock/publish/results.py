"""Publishing the figures: one authority's rows replaced in one transaction, with its publication row."""

from __future__ import annotations

from pathlib import Path

import duckdb
from psycopg.types.json import Jsonb

from caseclock import work
from caseclock.publish import months, rows
from caseclock.publish.ready import make_ready, take_turn
from caseclock.publish.returns import publish_returns
from caseclock.publish.run import Run
from caseclock.warehouse.connection import connect
from caseclock.warehouse.pseudonym import KEY_VERSION

SCHEMAS = ["identity", "core", "mart"]

NOT_REPLACED = {"identity.finding_value", *months.TABLES}
"""Published with the findings, and appended when a month is frozen."""

MOST_MEMORY = "400MB"
"""DuckDB's share while it only hands rows over; what it does not hold it reads again."""


def publish_results(work_path: Path, run: Run) -> dict[str, int]:
    """Replace the authority's rows in identity, core and mart; the rows of each table, by `schema.table`.

    work_path: the night's file with these schemas filled; a return that it holds is published with them.
    Readers see the publication of before until this one is whole, and neither wait. A month that is over
    is frozen with it. Raises RunBusy when another run of the authority publishes, KeyRefused,
    WarehouseUnavailable when the server goes away in the middle, and CaseclockError when tables or columns
    do not fit; in each case the publication of before stays as it was.
    """
    address = make_ready(run.authority)
    source = work.connect(work_path, read_only=True)
    try:
        source.execute(f"set memory_limit='{MOST_MEMORY}'")
        source.execute("set preserve_insertion_order=true")
        with connect(address) as connection:
            take_turn(connection, run.authority)
            wanted = [table for table in rows.tables(connection, SCHEMAS) if table.said not in NOT_REPLACED]
            rows.check_fit(source, wanted)
            published = {
                table.said: rows.replace(connection, source, table, run.authority) for table in wanted
            }
            published |= publish_returns(connection, source, run)
            months.freeze(connection, run)
            connection.execute(
                "insert into audit.publication"
                " (authority, as_at, run_id, catalogue_sha256, delivery, counts, code_version, key_version)"
                " values (%s, %s, %s, %s, %s, %s, %s, %s)",
                [
                    run.authority, run.as_at, run.run_id, run.catalogue_sha256, Jsonb(dict(run.delivery)),
                    Jsonb({"published": published, "delivered": delivered(source)}), run.code_version, KEY_VERSION,
                ],
            )  # fmt: skip
    finally:
        source.close()
    return published


def delivered(source: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Rows loaded from each table that was supplied."""
    found = source.execute(
        "select table_name, rows_loaded from main.delivered where supplied order by table_name"
    ).fetchall()
    return {table: int(loaded or 0) for table, loaded in found}
