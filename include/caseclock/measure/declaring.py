"""What is declared, as tables of the night: definitions, clocks, bands, what was supplied, published figures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from caseclock.catalogue.benchmarks import benchmarks
from caseclock.catalogue.measures import ClockHeader, Measure

HISTORY_MONTHS = 36
"""How far back the figures that are taken at a date are shown, when the setting history_months is silent."""

TABLES = {
    "mart.definition": "authority text, measure text, kind text, title text, unit text, limit_value integer,"
    " standard text, better text, version integer, effective_from date, source text, sha256 text, header_json text,"
    " select_text text, domain text, figure text, decimals integer, counted text, among text, left_out text,"
    " beware text, category text",
    "mart.measure_status": "authority text, measure text, status text, reason text",
    "mart.benchmark": "authority text, measure text, band text, area_kind text, area text, year text,"
    " value decimal(18, 4), numerator decimal(18, 4), denominator decimal(18, 4), unit text, source text,"
    " status text, differs text, note text",
    "main.declared_measure": "measure measure_id, kind text, figure text, version integer, is_snapshot boolean,"
    " decimals integer, pool_months integer, has_category boolean, measure_key bigint",
    "main.declared_clock": "measure measure_id, limit_value integer, unit text, counted_on text, open_rows text,"
    " place_at text, numerator text, open_in_time_state text, open_late_state text, awaiting_state text,"
    " after_end text, measure_key bigint",
    "main.declared_band": "measure measure_id, turn integer, name text, up_to double",
}


def declare(connection: duckdb.DuckDBPyConnection, chosen: list[Measure]) -> list[Measure]:
    """Store the headers of `chosen` as tables that the SQL of the ledger joins; those that can be measured.

    A measure whose tables were not supplied has the status `not_supplied`, and the reason names them; one
    whose table came without a row is measured, and says so.
    """
    ids = ", ".join(f"'{measure.id}'" for measure in sorted(chosen, key=lambda each: each.id))
    # A number in every row and not the text, for millions of rows.
    connection.execute(f"create or replace type main.measure_id as enum ({ids})")
    for table, columns in TABLES.items():
        connection.execute(f"create or replace table {table} ({columns})")
    authority = connection.execute("select authority from main.this_run").fetchall()[0][0]
    missing = _not_supplied(connection, chosen)
    empty = _empty(connection, chosen)
    _insert(connection, "mart.definition", [(authority, *_definition(measure)) for measure in chosen])
    _insert(
        connection,
        "mart.measure_status",
        [(authority, measure.id, *_status(missing[measure.id], empty[measure.id])) for measure in chosen],
    )
    _insert(connection, "mart.benchmark", [(authority, *vars(row).values()) for row in benchmarks()])
    _insert(connection, "main.declared_measure", map(_measure, chosen))
    clocks = [(measure.id, measure.header) for measure in chosen if isinstance(measure.header, ClockHeader)]
    _insert(connection, "main.declared_clock", [_clock(name, header) for name, header in clocks])
    _insert(
        connection,
        "main.declared_band",
        [
            (name, turn, band.name, float("inf") if band.up_to is None else band.up_to)
            for name, header in clocks
            for turn, band in enumerate(header.bands)
        ],
    )
    for table in ("declared_measure", "declared_clock"):
        connection.execute(f"update main.{table} set measure_key = surrogate('measure|' || measure)")
    connection.execute(
        "create or replace table main.history as"
        f" select coalesce(max(cast(value as integer)), {HISTORY_MONTHS}) as months"
        " from main.setting cross join main.this_run where name = 'history_months'"
        " and this_run.as_at between coalesce(valid_from, date '1900-01-01') and coalesce(valid_to, date '9999-12-31')"
    )
    return [measure for measure in chosen if not missing[measure.id]]


def _not_supplied(connection: duckdb.DuckDBPyConnection, chosen: list[Measure]) -> dict[str, list[str]]:
    found = connection.execute("select table_name from main.delivered where supplied").fetchall()
    supplied = {table for (table,) in found}
    return {
        measure.id: [table for table in measure.header.needs if table not in supplied] for measure in chosen
    }


def _empty(connection: duckdb.DuckDBPyConnection, chosen: list[Measure]) -> dict[str, list[str]]:
    """The tables that came without a single row, which is not the same as nothing having happened."""
    named = sorted({table for measure in chosen for table in measure.header.needs})
    counts = ", ".join(f'(select count(*) from main."{table}")' for table in named)
    rows = connection.execute(f"select {counts}").fetchall()[0] if named else ()
    without = {table for table, count in zip(named, rows, strict=True) if not count}
    return {measure.id: [table for table in measure.header.needs if table in without] for measure in chosen}


def _status(missing: list[str], empty: list[str]) -> tuple[str, str | None]:
    if missing:
        return "not_supplied", f"not supplied: {', '.join(missing)}"
    return "measured", f"the delivery holds no rows: {', '.join(empty)}" if empty else None


def _definition(measure: Measure) -> tuple[Any, ...]:
    header = measure.header
    return (
        measure.id, measure.kind, measure.title, measure.unit, measure.limit, header.standard, header.better,
        measure.version, header.effective_from, measure.source, measure.sha256,
        json.dumps(header.model_dump(mode="json"), sort_keys=True), measure.select, header.domain, measure.figure,
        header.decimals, header.counted, header.among, header.left_out, header.beware, header.category,
    )  # fmt: skip


def _measure(measure: Measure) -> tuple[Any, ...]:
    return (
        measure.id, measure.kind, measure.figure, measure.version, measure.is_snapshot, measure.header.decimals,
        measure.header.pool_months, measure.header.category is not None, 0,
    )  # fmt: skip


def _clock(name: str, header: ClockHeader) -> tuple[Any, ...]:
    return (
        name, header.limit, header.unit, header.counted_on, header.open_rows, header.place_at, header.numerator,
        *header.open_states, header.awaiting_state, header.after_end, 0,
    )  # fmt: skip


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    """Insert all rows at once; one statement a row takes seconds for what is declared."""
    columns = list(zip(*rows, strict=True))
    if columns:
        names = [f"c{number}" for number in range(len(columns))]
        given = pa.table([pa.array(list(column)) for column in columns], names=names)
        connection.register("declared_rows", given)
        connection.execute(f"insert into {table} select * from declared_rows")
        connection.unregister("declared_rows")
