"""What two case systems put into the wrong column, put where it belongs."""

from __future__ import annotations

from datetime import date

import duckdb

from caseclock.catalogue.systems import System

PUPIL_NUMBER = "[A-Z][0-9]{11}[0-9A-Z]"


def apply_quirks(
    connection: duckdb.DuckDBPyConnection, table: str, made_by: System, as_at: date, schema: str = "main"
) -> None:
    """Correct one filled table for its case system.

    A pupil number that stands where the reason for having none belongs moves to its own column; a
    birth date after as_at is the due date of an unborn child.
    """
    if table != "ssd_person":
        return
    if made_by.pupil_number_in_reason:
        connection.execute(
            f"update {schema}.ssd_person set pers_upn = coalesce(pers_upn, pers_upn_unknown), pers_upn_unknown = null"
            f" where regexp_full_match(pers_upn_unknown, '{PUPIL_NUMBER}')"
        )
    if made_by.future_birth_is_expected:
        connection.execute(
            f"update {schema}.ssd_person set pers_expected_dob = coalesce(pers_expected_dob, pers_dob), pers_dob = null"
            " where pers_dob > ?",
            [as_at],
        )
