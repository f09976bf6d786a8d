"""The CIN census in the work file: a delivered file's tables typed, and the SSD tables made from them.

Everything of the return lies in the schema `cin_census`, its own `delivered` and `unread` too; with that
schema on the search path a rule of the return finds them under the plain names.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from caseclock.catalogue.contracts import Contract, contracts
from caseclock.catalogue.header import Declaration, read_folder
from caseclock.load.tables import create_table
from caseclock.settings import PROJECT

SCHEMA = "cin_census"
SSD_FROM_CENSUS = PROJECT / "sql" / "returns" / "cin_census" / "ssd_from_census"

# Strict, as the department's rules read them: just this form, blanks around a value included.
_READ_AS = {
    "text": "sent",
    "date": r"case when regexp_full_match(sent, '[1-9]\d{3}-\d\d-\d\d') then try_cast(sent as date) end",
    "moment": (
        r"case when regexp_full_match(sent, '[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?')"
        " then try_cast(sent as timestamptz) end"
    ),
    "flag": "case when lower(sent) in ('true', '1') then 'Y' when lower(sent) in ('false', '0') then 'N' end",
    "integer": r"case when regexp_full_match(sent, '-?\d{1,18}') then cast(sent as bigint) end",
}
_NOT_READ = {
    "date": "not a date in the form YYYY-MM-DD",
    "moment": "not a date and time in the form YYYY-MM-DDThh:mm:ss",
    "flag": "none of true, false, 1 and 0",
    "integer": "not a whole number",
}


def load_census(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Path], file: str) -> None:
    """Type the text of a delivered census into the schema `cin_census`, which is made anew.

    tables: table name to its Parquet file (contract columns as text, `record` as int64); file: the
    delivered file's name. Makes every table of the contracts, also those not delivered, with `record`;
    `unread` (table_name, column_name, record, why) for values that became null; and `delivered`
    (table_name, required, supplied, file, rows_in, rows_loaded, rows_quarantined). Ids and codes stay
    as sent; an element that is empty or only white space is null; a flag is Y, N or null.
    """
    connection.execute(f"drop schema if exists {SCHEMA} cascade")
    connection.execute(f"create schema {SCHEMA}")
    connection.execute(
        f"create table {SCHEMA}.unread (table_name text, column_name text, record bigint, why text)"
    )
    connection.execute(
        f"create table {SCHEMA}.delivered (table_name text, required boolean, supplied boolean, file text,"
        " rows_in bigint, rows_loaded bigint, rows_quarantined bigint)"
    )
    for contract in contracts(SCHEMA).values():
        create_table(connection, contract, SCHEMA)
        if contract.table in tables:
            _fill(connection, contract, tables[contract.table])
        rows = f"(select count(*) from {SCHEMA}.{contract.table})"
        connection.execute(
            f"insert into {SCHEMA}.delivered values (?, ?, ?, ?, {rows}, {rows}, 0)",
            [contract.table, contract.required, contract.table in tables, file],
        )


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


def _fill(connection: duckdb.DuckDBPyConnection, contract: Contract, path: Path) -> None:
    connection.execute(
        "create or replace temp table census_text as select * replace ("
        + ", ".join(
            f"case when trim(\"{column.name}\", e' \\t\\r\\n') = '' then null else \"{column.name}\" end"
            f' as "{column.name}"'
            for column in contract.columns
        )
        + ") from read_parquet(?)",
        [str(path)],
    )
    columns = ", ".join(
        f'{_reading(column.name, column.type)} as "{column.name}"' for column in contract.columns
    )
    connection.execute(
        f"insert into {SCHEMA}.{contract.table} by name select {columns}, record from census_text"
    )
    lost = [
        f"select '{contract.table}', '{column.name}', record, '{_NOT_READ[column.type]}' from census_text"
        f' where "{column.name}" is not null and {_reading(column.name, column.type)} is null'
        for column in contract.columns
        if column.type in _NOT_READ
    ]
    if lost:
        connection.execute(f"insert into {SCHEMA}.unread {' union all '.join(lost)}")
    connection.execute("drop table census_text")


def _reading(column: str, kind: str) -> str:
    return _READ_AS[kind].replace("sent", f'"{column}"')


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
