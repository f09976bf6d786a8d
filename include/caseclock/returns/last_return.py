"""Last year's return, which this year's is compared with: a census file, read as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import duckdb

from caseclock.errors import DeliveryMissing, DeliveryRefused
from caseclock.report.return_totals import LAST_RETURN
from caseclock.returns.census_from_file import read_census


def check_previous(previous: Path | None) -> None:
    """Raise DeliveryMissing when last year's return was named and is not there."""
    if previous is not None and not previous.is_file():
        raise DeliveryMissing("There is no such file.", where=str(previous), do="Name last year's return.")


def read_previous(connection: duckdb.DuckDBPyConnection, previous: Path) -> None:
    """Read last year's return into the schema LAST_RETURN.

    Raises DeliveryRefused for a file that is broken, of another collection, without children, or silent
    about its year: its totals would be wrong.
    """
    read = read_census(connection, previous, schema=LAST_RETURN, whole=True)
    [(dated,)] = connection.execute(
        f"select count(*) from {LAST_RETURN}.header where year is not null or reference_date is not null"
    ).fetchall()
    if not read.children or not dated:
        raise DeliveryRefused(
            f"Last year's return {'does not say its year' if read.children else 'holds no child'}.",
            where=previous.name,
            do="Name the file that was sent.",
        )
