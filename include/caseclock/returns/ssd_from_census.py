"""The SSD tables that a CIN census can fill, so that a council can run its nights on its last return."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from caseclock.catalogue.contracts import contracts
from caseclock.catalogue.header import Declaration, read_folder
from caseclock.load.tables import create_table
from caseclock.returns.census_schema import SCHEMA
from caseclock.settings import PROJECT

SSD_FROM_CENSUS = PROJECT / "sql" / "returns" / "cin_census" / "ssd_from_census"


def derive_ssd(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the SSD tables that a census can fill from the schema `cin_census`, and say so.

    Replaces those tables in `main` (`record` is the census record's place in its table; an enquiry's
    conference has the enquiry's), the rows of `unread` for them, and all rows of `delivered` and
    `delivered_column`: an SSD table that a census cannot hold is not supplied, and a column that it
    cannot hold is not expected.
    """
    _prepare(connection)
    declared = read_folder(SSD_FROM_CENSUS)
    for step in sorted(declared, key=_order):
        if step.header.get("schema") == SCHEMA:
            connection.execute(f"create or replace table {SCHEMA}.{step.header['table']} as {step.select}")
    made = {step.header["table"]: step for step in declared if "columns" in step.header}
    for table, step in made.items():
        create_table(connection, contracts()[table])
        connection.execute(f"insert into main.{table} by name {step.select}")
        _carry_unread(connection, step)
    _say_delivered(connection, {table: set(step.header["columns"]) for table, step in made.items()})


def _order(step: Declaration) -> tuple[int, str]:
    # What others are made from comes first.
    return (0 if step.header["table"] == "person_of_child" else 1, step.path.name)


def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "create table if not exists main.delivered (table_name text, required boolean, supplied boolean,"
        " file text, rows_in bigint, rows_loaded bigint, rows_quarantined bigint)"
    )
    connection.execute(
        "create table if not exists main.delivered_column (table_name text, column_name text,"
        " required boolean, supplied boolean, expected boolean)"
    )
    connection.execute(
        "create table if not exists main.unread (table_name text, column_name text, record bigint, why text)"
    )
    connection.execute("delete from main.delivered")
    connection.execute("delete from main.delivered_column")


def _carry_unread(connection: duckdb.DuckDBPyConnection, step: Declaration) -> None:
    """A value of the census that could not be read is one of the SSD column made from it."""
    table = step.header["table"]
    connection.execute("delete from main.unread where table_name = ?", [table])
    for column, made_from in step.header["columns"].items():
        if made_from:
            connection.execute(
                f"insert into main.unread select ?, ?, unread.record, unread.why from {SCHEMA}.unread"
                f" inner join main.{table} as made on unread.record = made.record"
                " where unread.table_name = ? and unread.column_name = ?",
                [table, column, step.header["from"], made_from],
            )


def _say_delivered(connection: duckdb.DuckDBPyConnection, filled: Mapping[str, set[str]]) -> None:
    """filled: the columns of each SSD table that a census fills."""
    for contract in contracts().values():
        columns = filled.get(contract.table, set())
        rows = f"(select count(*) from main.{contract.table})" if columns else "0"
        connection.execute(
            f"insert into main.delivered select ?, ?, ?, case when ? then max(file) end, {rows}, {rows}, 0"
            f" from {SCHEMA}.delivered",
            [contract.table, contract.required, bool(columns), bool(columns)],
        )
        held = [name in columns for name in contract.column_names]
        connection.execute(
            "insert into main.delivered_column"
            " select ?, unnest(?::text[]), unnest(?::boolean[]), unnest(?::boolean[]), unnest(?::boolean[])",
            [
                contract.table,
                list(contract.column_names),
                [each.required for each in contract.columns],
                held,
                held,
            ],
        )
