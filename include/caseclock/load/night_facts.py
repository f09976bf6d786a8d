"""The small tables that say what night it is, what was configured, and what was delivered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from caseclock.catalogue.authorities import Authority
from caseclock.catalogue.calendar import collection_year
from caseclock.catalogue.contracts import contracts
from caseclock.catalogue.council_tables import closures, no_further_action_mapping
from caseclock.landing import Delivery
from caseclock.load.reference_tables import create_reference_tables

LONDON = ZoneInfo("Europe/London")

TABLES = {
    "delivered": "table_name text, required boolean, supplied boolean, file text, rows_in bigint,"
    " rows_loaded bigint, rows_quarantined bigint",
    "delivered_column": "table_name text, column_name text, required boolean, supplied boolean, expected boolean",
    "unread": "table_name text, column_name text, record bigint, why text",
    "read_leniently": "table_name text, column_name text, record bigint, why text",
    "quarantined": "table_name text, file text, record bigint, why text",
    "placeholder": "table_name text, column_name text, rows bigint",
    "this_run": "authority text, as_at date, previous_as_at date, run_id text, first_night boolean, system text,"
    " until_at timestamptz",
    "this_delivery": "source text, kind text, system text, as_at date, covers_to date, same_as date,"
    " extracted_at text, sha256 text",
    "delivered_from": "table_name text, source text",
    "census": "year integer, starts_on date, reference_date date, not_whole text",
    "setting": "name text, value text, valid_from date, valid_to date",
    "previous_delivered": "table_name text, rows_loaded bigint",
    "mapping_no_further_action": "source_system text, entity text, source_field text, source_value_folded text,"
    " reason_code text, disposition text, valid_from date, valid_to date",
    "closure": "date date",
}


def create_facts(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the small tables anew, empty, and the lists beside them."""
    for table, columns in TABLES.items():
        connection.execute(f"create or replace table main.{table} ({columns})")
    create_reference_tables(connection)


def write_run(
    connection: duckdb.DuckDBPyConnection,
    authority: Authority,
    as_at: date,
    run_id: str,
    system: str,
    previous_as_at: date | None,
    census_year: int | None,
) -> None:
    """Say which night it is.

    census_year: the year in which the collection ends; None for the one that is being prepared on as_at.
    """
    _insert(
        connection,
        "this_run",
        [(authority.name, as_at, previous_as_at, run_id, previous_as_at is None, system, end_of(as_at))],
    )
    year = census_year or collection_year(as_at)
    _insert(connection, "census", [(year, date(year - 1, 4, 1), date(year, 3, 31), None)])


def end_of(day: date) -> datetime:
    """The moment at which a London day ends; clocks in hours that are still open are counted to it."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON)


def write_configuration(connection: duckdb.DuckDBPyConnection, authority: Authority) -> None:
    """Say what the council configured, and as the setting `lea` the authority's own number."""
    _insert(connection, "setting", [(s.name, s.value, s.valid_from, s.valid_to) for s in authority.settings])
    if authority.code:
        _insert(connection, "setting", [("lea", authority.code, None, None)])
    _insert(connection, "closure", [(day,) for day in closures()])
    _insert(
        connection,
        "mapping_no_further_action",
        [tuple(vars(row).values()) for row in no_further_action_mapping()],
    )


def write_previous_counts(connection: duckdb.DuckDBPyConnection, counts: Mapping[str, int]) -> None:
    """Say how many rows of each table the last published night had; none on a first night."""
    _insert(connection, "previous_delivered", sorted(counts.items()))


def write_delivered(connection: duckdb.DuckDBPyConnection, deliveries: Sequence[Delivery]) -> None:
    """Say for every contract table and column whether it came, and for each source what it is.

    Deliveries of the kind cin_census are left out of `delivered`: who makes their SSD tables says it.
    """
    shaped = [each for each in deliveries if each.kind != "cin_census"]
    censused = len(shaped) < len(deliveries)
    for contract in contracts().values():
        taken = next((each.tables[contract.table] for each in shaped if contract.table in each.tables), None)
        refused = next(
            (each.refused_tables[contract.table] for each in shaped if contract.table in each.refused_tables),
            None,
        )
        if censused and taken is None and refused is None:
            continue
        for table in ("delivered", "delivered_column"):
            connection.execute(f"delete from main.{table} where table_name = ?", [contract.table])
        told: Mapping[str, Any] = taken or refused or {}
        counts = [told.get(name, 0) for name in ("rows_in", "rows_loaded", "rows_quarantined")]
        row = (contract.table, contract.required, taken is not None, told.get("file"), *counts)
        _insert(connection, "delivered", [row])
        came = set(told.get("columns", ()))
        _insert(
            connection,
            "delivered_column",
            [(contract.table, c.name, c.required, c.name in came, True) for c in contract.columns],
        )
    for each in deliveries:
        row = (each.source, each.kind, each.system, each.as_at, each.covers_to, each.same_as,
               each.manifest["extracted_at"], each.sha256)  # fmt: skip
        _insert(connection, "this_delivery", [row])
        if each.kind != "cin_census":
            _insert(connection, "delivered_from", [(table, each.source) for table in each.tables])
        connection.execute(
            'insert into main.quarantined select "table", file, record, why from read_parquet(?)',
            [str(each.quarantine)],
        )


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    listed = [list(row) for row in rows]
    if listed:
        places = ", ".join("?" for _ in listed[0])
        connection.executemany(f"insert into main.{table} values ({places})", listed)
