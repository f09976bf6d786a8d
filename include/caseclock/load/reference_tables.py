"""Lists that are frozen with the code, beside the delivered tables: bank holidays and the codes of reasons."""

from __future__ import annotations

import duckdb

from caseclock.settings import PROJECT

CATALOGUE = PROJECT / "include" / "caseclock" / "catalogue"

LISTS = {
    "bank_holiday": "bank_holidays.csv",
    "no_further_action_reason": "no_further_action_reasons.csv",
    "late_reason_code": "late_reasons.csv",
}
"""By table of the schema `main`, the file of the catalogue."""


def create_reference_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make each list anew, for the rules and for the star."""
    for table, file in LISTS.items():
        path = str(CATALOGUE / file).replace("'", "''")
        connection.execute(f"create or replace table main.{table} as from read_csv('{path}', header = true)")
