"""A small work file, as load leaves one, from the tables that a case writes down."""

from __future__ import annotations

import atexit
import datetime as dt
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from caseclock import work
from caseclock.catalogue.contracts import Column, Contract, contracts
from caseclock.load.dated_days import create_dated_days
from caseclock.load.reference_tables import create_reference_tables
from caseclock.returns.census_schema import make_schema, write_year

AS_AT = dt.date(2026, 3, 31)

PLACES = {"child": 1, "episode": 1, "assessment": 1, "plan": 1}
"""Where a row of a return belongs when it does not say so: to the first child, its first referral, and so on."""

PLACE_OF_ITS_OWN = {"child_identifiers": ["child"], "cin_details": ["episode"]}
"""Tables whose record is such a place."""

RETURNS_OWN = ("census", "unread")

NIGHT = """
create table delivered (table_name varchar, required boolean, supplied boolean, file varchar,
    rows_in bigint, rows_loaded bigint, rows_quarantined bigint);
create table delivered_column (table_name varchar, column_name varchar, required boolean,
    supplied boolean, expected boolean);
create table unread (table_name varchar, column_name varchar, record bigint, why varchar);
create table read_leniently (table_name varchar, column_name varchar, record bigint, why varchar);
create table quarantined (table_name varchar, file varchar, record bigint, why varchar);
create table placeholder (table_name varchar, column_name varchar, rows bigint);
create table this_run (authority varchar, as_at date, previous_as_at date, run_id varchar,
    first_night boolean, system varchar);
create table this_delivery (source varchar, kind varchar, system varchar, as_at date, covers_to date,
    same_as date, extracted_at varchar, sha256 varchar);
create table census (year integer, starts_on date, reference_date date, not_whole varchar);
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
    table's own. A return's rows lie in its schema, with what PLACES says where they do not say it
    themselves; `unread` and `census` rows given with them are the return's own. previous: rows of the
    last published delivery; giving any makes this no first night, unless this_run says otherwise.
    """
    shutil.copyfile(_template(return_name), path)
    night = {
        "authority": "sample",
        "as_at": AS_AT,
        "previous_as_at": AS_AT - dt.timedelta(days=1) if previous is not None else None,
        "run_id": "test",
        "first_night": previous is None,
        "system": "plain",
    } | dict(this_run or {})
    census = {"year": year, "starts_on": dt.date(year - 1, 4, 1), "reference_date": dt.date(year, 3, 31)}
    with work.connect(path) as connection:
        connection.begin()
        _insert(connection, "this_run", [night])
        _insert(connection, "census", [census])
        if return_name != "local":
            write_year(connection, year, census["reference_date"], schema=return_name)
        for name in not_supplied:
            if name in contracts(return_name) and return_name != "local":
                connection.execute(
                    f"update {return_name}.delivered set supplied = false, file = null where table_name = ?",
                    [name],
                )
                continue
            connection.execute(
                "update delivered set supplied = false, file = null where table_name = ?", [name]
            )
            connection.execute("update delivered_column set supplied = false where table_name = ?", [name])
        for row in tables.get("delivered", ()):
            connection.execute("delete from delivered where table_name = ?", [row["table_name"]])
        for name, rows in tables.items():
            contract = contracts(return_name).get(name) or contracts().get(name)
            if return_name != "local" and (name in contracts(return_name) or name in RETURNS_OWN):
                _insert_in_return(connection, return_name, name, rows)
                continue
            _insert(connection, f"main.{name}", _numbered(rows) if contract else rows)
            if name in contracts():
                connection.execute(
                    "update delivered set rows_in = $rows, rows_loaded = $rows where table_name = $table",
                    {"rows": len(rows), "table": name},
                )
        for name, rows in (previous or {}).items():
            _insert(connection, f"previous.{name}", _numbered(rows))
        connection.commit()
    return path


@cache
def _template(return_name: str) -> Path:
    """A work file whose tables are all there, supplied and empty; made once, because it takes a while."""
    path = Path(tempfile.mkdtemp(prefix="caseclock-rules-")) / "night.duckdb"
    atexit.register(shutil.rmtree, path.parent, ignore_errors=True)
    with work.connect(path) as connection:
        connection.begin()
        connection.execute(NIGHT)
        for contract in contracts().values():
            _make_table(connection, "main", contract)
            _make_table(connection, "previous", contract)
            _insert(connection, "delivered", [_delivered(contract)])
            _insert(
                connection, "delivered_column", [_arrival(contract, column) for column in contract.columns]
            )
        create_dated_days(connection)
        create_reference_tables(connection)
        if return_name != "local":
            make_schema(connection, return_name)
            for contract in contracts(return_name).values():
                _insert(connection, f"{return_name}.delivered", [_delivered(contract)])
        connection.commit()
    return path


def _insert_in_return(
    connection: duckdb.DuckDBPyConnection, schema: str, name: str, rows: Sequence[Mapping[str, Any]]
) -> None:
    contract = contracts(schema).get(name)
    if contract is None:
        if name == "census":
            connection.execute(f"delete from {schema}.census")
        _insert(connection, f"{schema}.{name}", rows)
        return
    placed = []
    for row in _numbered(rows):
        places = {**PLACES, **dict.fromkeys(PLACE_OF_ITS_OWN.get(name, ()), row["record"])}
        row = {column: place for column, place in places.items() if column in contract.column_names} | row
        if "la_child_id" in contract.column_names:
            row.setdefault("la_child_id", f"c{row['child']}")
        placed.append(row)
    _insert(connection, f"{schema}.{name}", placed)
    connection.execute(
        f"update {schema}.delivered set rows_in = $rows, rows_loaded = $rows where table_name = $table",
        {"rows": len(placed), "table": name},
    )


def _numbered(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows with their records; one that says `times` is there so many times."""
    every = [
        {name: value for name, value in row.items() if name != "times"}
        for row in rows
        for _ in range(row.get("times", 1))
    ]
    return [{"record": number, **row} for number, row in enumerate(every, 1)]


def _delivered(contract: Contract) -> dict[str, Any]:
    return {
        "table_name": contract.table,
        "required": contract.required,
        "supplied": True,
        "file": f"{contract.table}.csv",
        "rows_in": 0,
        "rows_loaded": 0,
        "rows_quarantined": 0,
    }


def _arrival(contract: Contract, column: Column) -> dict[str, Any]:
    return {
        "table_name": contract.table,
        "column_name": column.name,
        "required": column.required,
        "supplied": True,
        "expected": True,
    }


def _make_table(connection: duckdb.DuckDBPyConnection, schema: str, contract: Contract) -> None:
    columns = ", ".join(f"{column.name} {column.sql_type}" for column in contract.columns)
    connection.execute(f"create table {schema}.{contract.table} ({columns}, record bigint)")


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    columns = sorted({name for row in rows for name in row})
    if not columns:
        return
    values = [[row.get(name) for name in columns] for row in rows]
    connection.executemany(
        f"insert into {table} ({', '.join(columns)}) values ({', '.join('?' * len(columns))})", values
    )
