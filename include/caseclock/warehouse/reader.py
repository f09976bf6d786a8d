"""Questions to the warehouse as the reader: the reporting views, read-only."""

from __future__ import annotations

from typing import Any

import psycopg

from caseclock.errors import ConfigurationError
from caseclock.warehouse.connection import connect
from caseclock.warehouse.server import url


def query(text: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Run one SELECT as the reader; the names of its columns, and its rows.

    Raises ConfigurationError with the server's reason when it is not one statement, writes, or asks for
    what the reader may not see; WarehouseUnavailable when the server does not answer.
    """
    with connect(url("reader")) as connection:
        connection.read_only = True
        try:
            # Prepared, so that the server takes one statement only.
            answer = connection.execute(text, prepare=True)
            columns = [column.name for column in answer.description or []]
            return columns, answer.fetchall() if columns else []
        except psycopg.Error as error:
            # A DELETE on a view of several tables is no fault of the server, though psycopg counts it as one.
            about_the_text = isinstance(error, psycopg.errors.ObjectNotInPrerequisiteState)
            if isinstance(error, psycopg.OperationalError) and not about_the_text:
                raise
            raise ConfigurationError(
                f"The warehouse did not run this: {error.diag.message_primary or type(error).__name__}.",
                where="caseclock sql",
                do="Ask with one SELECT from the views of the schema reporting.",
            ) from None
