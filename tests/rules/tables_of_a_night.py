"""A small work file, as load leaves one, from the tables that a case writes down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from caseclock import work
from caseclock.catalogue.contracts import Contract, contracts

AS_AT = dt.date(2026, 3, 31)

NIGHT = """
create table delivered (table_name varchar, required boolean, supplied boolean, file varchar,
    rows_in bigint, rows_loaded bigint, rows_quarantined bigint);
create table delivered_column (table_name varchar, column_name varchar, required boolean,
    supplied boolean, expected boolean);
create table unread (table_name varchar, column_name varchar, record bigint, why varchar);
create table quarantined (table_name varchar, file varchar, record bigint, why varchar);
create table placeholder (table_name varchar, column_name varchar, rows bigint);
create table this_run (authority varchar, as_at date, previous_as_at date, run_id varchar,
    first_night boolean, system varchar);
create table census (year integer, starts_on date, reference_date date);
create table setting (name varchar, value varchar, valid_from date, valid_to date);
create table previous_delivered (table_name varchar, rows_loaded bigint);
create table mapping_no_further_action (source_system varchar, entity varchar, source_field varchar,
    source_value_folded varchar, reason_code varchar, disposition varchar, valid_from date,
    valid_to date);
create table closure (date date);
create schema previous;
"""


def make_work_file(
    path: Path,
    tables: Mapping[str, Sequence[Mapping[str, Any]]],
    *,
    previous: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    this_run: Mapping[str, Any] | None = None,
    year: int = 2026,
    not_supplied: Sequence[str] = (),
    return_name: str = "local",
) -> Path:
    """Write a work file with every contract table, typed, and the rows given.

    tables: rows by table, of contract tables and of the night's own (setting, placeholder, ...);
    records are numbered from 1 unless a row has one. A `delivered` row given replaces its
    table's own. previous: rows of the last published delivery; giving any makes this no first night,
    unless this_run says otherwise.
    """
    night = {
        "authority": "sample",
        "as_at": AS_AT,
        "previous_as_at": AS_AT - dt.timedelta(days=1) if previous is not None else None,
        "run_id": "test",
        "first_night": previous is None,
        "system": "plain",
    } | dict(this_run or {})
    with work.connect(path) as connection:
        connection.execute(NIGHT)
        _insert(connection, "this_run", [night])
        starts_on = dt.date(year - 1, 4, 1)
        _insert(
            connection,
            "census",
            [{"year": year, "starts_on": starts_on, "reference_date": dt.date(year, 3, 31)}],
        )
        own = {row["table_name"] for row in tables.get("delivered", ())}
        for name, contract in contracts().items():
            _make_table(connection, "main", contract, tables.get(name, ()))
            if previous is not None:
                _make_table(connection, "previous", contract, previous.get(name, ()))
            here, rows = name not in not_supplied, len(tables.get(name, ()))
            _insert(connection, "delivered_column", [_arrival(contract, column, here) for column in contract.columns])
            if name not in own:
                _insert(connection, "delivered", [_delivered(contract, here, rows)])
        if return_name != "local":
            connection.execute(f"create schema {return_name}")
            for name, contract in contracts(return_name).items():
                _make_table(connection, return_name, contract, tables.get(name, ()))
        others = set(tables) - set(contracts()) - set(contracts(return_name))
        for name in sorted(others):
            _insert(connection, name, tables[name])
    return path


def _delivered(contract: Contract, supplied: bool, rows: int) -> dict[str, Any]:
    return {
        "table_name": contract.table,
        "required": contract.required,
        "supplied": supplied,
        "file": f"{contract.table}.csv" if supplied else None,
        "rows_in": rows,
        "rows_loaded": rows,
        "rows_quarantined": 0,
    }


def _arrival(contract: Contract, column: Any, supplied: bool) -> dict[str, Any]:
    return {
        "table_name": contract.table,
        "column_name": column.name,
        "required": column.required,
        "supplied": supplied,
        "expected": True,
    }


def _make_table(
    connection: duckdb.DuckDBPyConnection, schema: str, contract: Contract, rows: Sequence[Mapping[str, Any]]
) -> None:
    columns = ", ".join(f"{column.name} {column.sql_type}" for column in contract.columns)
    connection.execute(f"create table {schema}.{contract.table} ({columns}, record bigint)")
    numbered = [{"record": number, **row} for number, row in enumerate(rows, 1)]
    _insert(connection, f"{schema}.{contract.table}", numbered)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    columns = sorted({name for row in rows for name in row})
    if not columns:
        return
    values = [[row.get(name) for name in columns] for row in rows]
    connection.executemany(
        f"insert into {table} ({', '.join(columns)}) values ({', '.join('?' * len(columns))})", values
    )
