"""The statutory returns of a night, made from its typed tables."""

from __future__ import annotations

import duckdb

from caseclock.returns.census_from_ssd import make_census
from caseclock.returns.census_schema import SCHEMA, make_schema, write_year

RETURNS = (SCHEMA,)
"""The returns that a night rehearses, by the name of their schema and of their rules."""


def make_returns(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the CIN census of the collection year in `main.census`, unless the delivery was a census itself."""
    there = connection.execute(
        "select count(*) from information_schema.schemata where schema_name = ?", [SCHEMA]
    ).fetchall()
    if there[0][0]:
        return
    [(year, reference_date)] = connection.execute("select year, reference_date from main.census").fetchall()
    make_schema(connection)
    write_year(connection, year, reference_date)
    make_census(connection)
