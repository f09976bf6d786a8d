"""A night in memory, filled row by row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any

import duckdb
import pytest

from caseclock import work
from caseclock.catalogue.measures import measures
from caseclock.measure.core import build_core
from caseclock.measure.example_rows import empty_night
from caseclock.measure.ledger import build_measures

Rows = list[dict[str, Any]]
Night = Callable[..., duckdb.DuckDBPyConnection]


@pytest.fixture
def night() -> Iterator[Night]:
    """`night(as_at, table=[rows], ...)`: those rows through core, ledger and figures.

    only: ids of measures, to run no others.
    """
    connection = work.connect()

    def build(as_at: date, *, only: Collection[str] = (), **tables: Rows) -> duckdb.DuckDBPyConnection:
        empty_night(connection, as_at)
        for table, rows in tables.items():
            for row in rows:
                marks = ", ".join("?" for _ in row)
                connection.execute(
                    f"insert into main.{table} ({', '.join(row)}) values ({marks})", list(row.values())
                )
        build_core(connection)
        build_measures(connection, [each for each in measures() if not only or each.id in only])
        return connection

    yield build
    connection.close()
