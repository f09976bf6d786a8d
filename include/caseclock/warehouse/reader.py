"""Questions to the warehouse as the reader: the reporting views, read-only."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import errors as refused

from caseclock.errors import ConfigurationError
from caseclock.warehouse.connection import connect
from caseclock.warehouse.server import url

NO_FAULT_OF_THE_TEXT = (refused.LockNotAvailable, refused.DiskFull, refused.ConfigurationLimitExceeded)
"""What a server may answer to a good question. Other errors of a connection that still stands are about
the text: psycopg counts a question that is too deep or takes too long as a fault of the server."""


def query(text: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Run one SELECT as the reader; the names of its columns, and its rows.

    Raises ConfigurationError with the server's reason when it is not one statement, writes, or asks for
    what the reader may not see; WarehouseUnavailable when the server does not answer.
    """
    if not text.strip():
        raise _refused("it is empty")
    with connect(url("reader")) as connection:
        connection.read_only = True
        try:
            # Prepared, so that the server takes one statement only.
            answer = connection.execute(text, prepare=True)
            columns = [column.name for column in answer.description or []]
            return columns, answer.fetchall() if columns else []
        except UnicodeEncodeError:
            raise _refused("it is not text") from None
        except psycopg.Error as error:
            if connection.closed or isinstance(error, NO_FAULT_OF_THE_TEXT):
                raise
            said = error.diag.message_primary or "it is not a SELECT"
            connection.close()  # it may still be in the middle of something, such as a COPY
            raise _refused(said) from None


def _refused(said: str) -> ConfigurationError:
    return ConfigurationError(
        f"The warehouse did not run this: {said}.",
        where="caseclock sql",
        do="Ask with one SELECT from the views of the schema reporting.",
    )
