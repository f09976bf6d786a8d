"""The schema of the CIN census in the work file: its tables, its year, and what that year knows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from caseclock import catalogue
from caseclock.catalogue.contracts import contracts
from caseclock.load.night_facts import TABLES
from caseclock.load.tables import create_table

SCHEMA = "cin_census"
"""The return's own schema; with it on the search path a rule finds its tables under their plain names."""

OWN = ("delivered", "delivered_column", "unread", "census")
"""Small tables that the return has of its own, shaped as the night's."""

CODES = Path(catalogue.__file__).with_name("cin_census_codes.csv")
BANK_HOLIDAYS = Path(catalogue.__file__).with_name("bank_holidays.csv")


def make_schema(connection: duckdb.DuckDBPyConnection, schema: str = SCHEMA) -> None:
    """Make the return's schema anew, every table of it empty."""
    connection.execute(f"drop schema if exists {schema} cascade")
    connection.execute(f"create schema {schema}")
    for name in OWN:
        connection.execute(f"create table {schema}.{name} ({TABLES[name]})")
    for contract in contracts(SCHEMA).values():
        create_table(connection, contract, schema)


def write_year(
    connection: duckdb.DuckDBPyConnection,
    year: int,
    reference_date: date | None,
    not_whole: str | None = None,
    schema: str = SCHEMA,
) -> None:
    """Say which collection it is, and what follows from that; once for a schema.

    year: the year in which the collection ends. reference_date: its last day; None when it is not known.
    not_whole: why the return is only part of one, None when it is whole. Fills `census` (the first day is
    one year before the reference date and a day later), `code` (code_set, code) with the codes of that
    year, and `working_day` (day, nth): England's working days, counted from the calendar's first.
    """
    connection.execute(
        f"insert into {schema}.census select $year,"
        " cast($day::date - interval 1 year + interval 1 day as date), $day::date, $not_whole",
        {"year": year, "day": reference_date, "not_whole": not_whole},
    )
    connection.execute(
        f"create or replace table {schema}.code as select code_set, code from"
        " read_csv($codes, all_varchar = true, header = true)"
        " where $year between coalesce(first_year, '0')::integer and coalesce(last_year, '9999')::integer",
        {"codes": str(CODES), "year": year},
    )
    connection.execute(
        f"create or replace table {schema}.working_day as"
        " select cast(day as date) as day, row_number() over (order by day) as nth"
        " from generate_series(timestamp '2000-01-01', timestamp '2040-12-31', interval 1 day) as every(day)"
        " where isodow(day) <= 5 and cast(day as date) not in"
        " (select cast(date as date) from read_csv($holidays, all_varchar = true, header = true))",
        {"holidays": str(BANK_HOLIDAYS)},
    )
