"""Rows of the census tables on their way from elements to Arrow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from caseclock.catalogue.cin_layout import OWN_NUMBERS, Layout

Row = list[Any]


class Rows:
    """Rows gathered by table, each in the order of its contract's columns; `record` is added at the end."""

    def __init__(self, layout: Layout) -> None:
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

    def full(self, enough: int) -> Iterator[tuple[str, pa.RecordBatch]]:
        """(table, rows) of the tables that have gathered `enough` rows; they are given once."""
        for table, rows in self._gathered.items():
            if len(rows) < enough:
                continue
            schema, first = self._schemas[table], self._given[table] + 1
            columns = [
                pa.array(values, kind.type)
                for values, kind in zip(zip(*rows, strict=True), schema, strict=False)
            ]
            columns.append(pa.array(range(first, first + len(rows)), pa.int64()))
            self._given[table] += len(rows)
            rows.clear()
            yield table, pa.RecordBatch.from_arrays(columns, schema=schema)


def _schema(columns: tuple[str, ...]) -> pa.Schema:
    fields = [pa.field(column, pa.int64() if column in OWN_NUMBERS else pa.string()) for column in columns]
    return pa.schema([*fields, pa.field("record", pa.int64())])
