"""Rows of the census tables on their way from elements to Arrow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from caseclock.catalogue.cin_layout import OWN_NUMBERS, Layout

Row = list[Any]

BYTES_OF_IDS = 32 * 1024 * 1024
"""So much, about, may the ids of the rows take that are handed on at once."""


class Rows:
    """Rows gathered by table, each in the order of its contract's columns; `record` is added at the end.

    rows_a_batch: how many rows are handed on at once; fewer where ids are very long.
    """

    def __init__(self, layout: Layout, rows_a_batch: int) -> None:
        self._rows_a_batch, self._longest_id = rows_a_batch, 1
        self._gathered: dict[str, list[Row]] = {table: [] for table in layout.tables}
        self._given: dict[str, int] = dict.fromkeys(layout.tables, 0)
        self._schemas = {table: _schema(columns) for table, columns in layout.tables.items()}

    def add(self, table: str, row: Row) -> int:
        """Add a row; its record, which is its place in the table from 1."""
        rows = self._gathered[table]
        rows.append(row)
        return self._given[table] + len(rows)

    def next_record(self, table: str) -> int:
        """The record that the next row of a table will have."""
        return self._given[table] + len(self._gathered[table]) + 1

    def expect_id(self, local_id: str | None) -> None:
        """Take notice of a child's id, which each of its rows repeats."""
        if local_id and len(local_id) > self._longest_id:
            self._longest_id = len(local_id)

    def full(self) -> Iterator[tuple[str, pa.RecordBatch]]:
        """(table, rows) of the tables that have gathered enough of them; they are given once."""
        for table, rows in self._gathered.items():
            if len(rows) >= self._rows_a_batch:
                yield from self._hand_on(table, rows)

    def rest(self) -> Iterator[tuple[str, pa.RecordBatch]]:
        """(table, rows) of all rows that are still here; they are given once."""
        for table, rows in self._gathered.items():
            yield from self._hand_on(table, rows)
        self._longest_id = 1

    def _hand_on(self, table: str, rows: list[Row]) -> Iterator[tuple[str, pa.RecordBatch]]:
        at_once = min(self._rows_a_batch, max(1, BYTES_OF_IDS // self._longest_id))
        schema = self._schemas[table]
        for start in range(0, len(rows), at_once):
            piece, first = rows[start : start + at_once], self._given[table] + start + 1
            columns = [
                pa.array(values, kind.type)
                for values, kind in zip(zip(*piece, strict=True), schema, strict=False)
            ]
            columns.append(pa.array(range(first, first + len(piece)), pa.int64()))
            yield table, pa.RecordBatch.from_arrays(columns, schema=schema)
        self._given[table] += len(rows)
        rows.clear()


def _schema(columns: tuple[str, ...]) -> pa.Schema:
    fields = [pa.field(column, pa.int64() if column in OWN_NUMBERS else pa.string()) for column in columns]
    return pa.schema([*fields, pa.field("record", pa.int64())])
