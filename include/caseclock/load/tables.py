"""Filling the typed tables of one delivery, and keeping what could not be read."""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from caseclock.catalogue.contracts import Column, Contract
from caseclock.catalogue.systems import System
from caseclock.landing import Delivery
from caseclock.load.outcomes import WITHOUT_COMMENTS, read_outcomes
from caseclock.load.typed_column import SQL_TYPES, Reading, reading_of


def create_table(connection: duckdb.DuckDBPyConnection, contract: Contract, schema: str = "main") -> None:
    """Make a contract's table anew, empty: its columns in their order, then `record`."""
    columns = ", ".join(f'"{column.name}" {SQL_TYPES[column.type]}' for column in contract.columns)
    connection.execute(f'create or replace table {schema}."{contract.table}" ({columns}, record bigint)')


def fill_table(
    connection: duckdb.DuckDBPyConnection,
    contract: Contract,
    delivery: Delivery,
    system: System,
    schema: str = "main",
) -> None:
    """Fill a contract's table, made by `create_table`, with what a delivery holds of it.

    In `main` also notes what could not be read (`unread`), what was read leniently (`read_leniently`)
    and what was taken for nothing (`placeholder`).
    """
    told = delivery.tables[contract.table]
    came: Collection[str] = told["columns"]
    columns = [column for column in contract.columns if column.name in came]
    trimmed = "".join(f'{_trimmed(column)} as "{column.name}", ' for column in columns)
    connection.execute(
        f"create or replace temp table sent as select {trimmed}record from read_parquet(?)",
        [str(delivery.path(contract.table))],
    )
    readings = [
        reading_of(contract, column, system, column.name in told["iso_columns"]) for column in columns
    ]
    outcomes = {
        reading.column.name: read_outcomes(
            connection,
            reading.column,
            reading.placeholder,
            system.plain_outcomes.get(f"{contract.table}.{reading.column.name}", {}),
        )
        for reading in readings
        if reading.column.type == "outcome"
    }
    values = "".join(f'{reading.value} as "{reading.column.name}", ' for reading in readings)
    joins = "".join(f' left join {read} on sent."{name}" = {read}.said' for name, read in outcomes.items())
    connection.execute(
        f'insert into {schema}."{contract.table}" by name select {values}sent.record from sent{joins}'
    )
    if schema == "main":
        _note_unread(connection, contract, readings)
        for name, read in outcomes.items():
            _note_outcomes(connection, contract, name, read)
    for temporary in ("sent", *outcomes.values()):
        connection.execute(f"drop table {temporary}")


def _trimmed(column: Column) -> str:
    text = f'trimmed("{column.name}")'
    return WITHOUT_COMMENTS.format(text=text) if column.type == "outcome" else text


def _note_unread(connection: duckdb.DuckDBPyConnection, contract: Contract, readings: list[Reading]) -> None:
    if not readings:
        return
    # What came, less what was read and what stands for nothing, was not read: counted, not parsed again.
    sent = ", ".join(
        f'count("{r.column.name}"), count(*) filter (where {r.placeholder}), count(*) filter (where {r.empty})'
        for r in readings
    )
    read = ", ".join(f'count("{r.column.name}")' for r in readings)
    came = connection.execute(f"select {sent} from sent").fetchone() or ()
    kept = connection.execute(f'select {read} from main."{contract.table}"').fetchone() or ()
    for reading, texts, placeholders, empty, values in zip(
        readings, came[::3], came[1::3], came[2::3], kept, strict=True
    ):
        name = reading.column.name
        if placeholders:
            connection.execute(
                "insert into main.placeholder values (?, ?, ?)", [contract.table, name, placeholders]
            )
        if reading.unread and texts > values + empty:
            connection.execute(
                f"insert into main.unread select ?, ?, record, ? from sent where {_lost(reading)}",
                [contract.table, name, reading.unread],
            )


def _lost(reading: Reading) -> str:
    name = f'"{reading.column.name}"'
    return f"{name} is not null and not ({reading.empty}) and ({reading.value}) is null"


def _note_outcomes(connection: duckdb.DuckDBPyConnection, contract: Contract, column: str, read: str) -> None:
    for table, condition in (("unread", "is null"), ("read_leniently", "is not null")):
        connection.execute(
            f"insert into main.{table} select ?, ?, sent.record, {read}.why from sent"
            f' inner join {read} on sent."{column}" = {read}.said'
            f" where {read}.why is not null and {read}.canonical {condition}",
            [contract.table, column],
        )
