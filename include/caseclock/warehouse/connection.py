"""Connections to the warehouse, and its failures in our own words."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors as refused

from caseclock.errors import CaseclockError, RunBusy, StorageFull, WarehouseUnavailable
from caseclock.warehouse.address import shown

log = logging.getLogger(__name__)

PATIENCE = 20.0
"""Seconds for which a server that does not answer is tried again before a night gives up."""

WILL_PASS = ("starting up", "shutting down", "recovery", "too many", "connection slots", "terminating")
"""Words of a server that may let us in a little later."""

NEEDS = 150000
"""PostgreSQL 15, the first with views that keep to the rights of whoever asks."""


@contextmanager
def connect(
    address: str, *, patience: float | None = None, autocommit: bool = False
) -> Iterator[psycopg.Connection]:
    """A connection whose transaction is committed at the end, or rolled back when the block raises.

    A server that does not answer is tried again, with growing pauses, for `patience` seconds. Raises
    WarehouseUnavailable when it never answers, refuses the login, goes away in the middle or is older
    than 15; RunBusy when a lock is held too long; StorageFull when the server's disk is full. No message
    holds a password or a value of a row.
    """
    with _in_our_words(address), _open(address, PATIENCE if patience is None else patience) as connection:
        if connection.info.server_version < NEEDS:
            raise WarehouseUnavailable(
                f"The server is PostgreSQL {connection.info.server_version // 10000}; 15 or newer is needed.",
                where=shown(address),
                do="Point CASECLOCK_DATABASE_URL at a newer server.",
            )
        connection.autocommit = autocommit
        yield connection


def _open(address: str, patience: float) -> psycopg.Connection:
    until = time.monotonic() + patience
    pause = 0.2
    while True:
        try:
            return psycopg.connect(
                address,
                connect_timeout=5,
                application_name="caseclock",
                keepalives_idle=15,
                tcp_user_timeout=60000,
            )
        except psycopg.OperationalError as error:
            if _is_final(error) or time.monotonic() + pause > until:
                raise
            log.info("The warehouse at %s does not answer yet; trying again.", shown(address))
        time.sleep(pause)
        pause = min(pause * 2, 5.0)


def _is_final(error: psycopg.OperationalError) -> bool:
    """Whether the server answered, and waiting will not change what it said."""
    said = str(error)
    return "FATAL" in said and not any(each in said for each in WILL_PASS)


@contextmanager
def _in_our_words(address: str) -> Iterator[None]:
    try:
        yield
    except refused.LockNotAvailable:
        raise RunBusy(
            "Another run or a change of the warehouse holds the rows.",
            where=shown(address),
            do="Nothing was changed; run it again when the other one has ended.",
        ) from None
    except (refused.DiskFull, refused.ConfigurationLimitExceeded):
        raise StorageFull(
            "The warehouse's disk is full.",
            where=shown(address),
            do="Nothing was changed; free some space on the server and run it again.",
        ) from None
    except (refused.UniqueViolation, refused.CheckViolation, refused.NotNullViolation) as error:
        raise CaseclockError(
            f"The warehouse refused a row ({type(error).__name__}).",
            where=_place(error),
            do="Nothing was changed; report this with the name of the table.",
        ) from None
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        final = isinstance(error, psycopg.OperationalError) and _is_final(error)
        raise WarehouseUnavailable(
            "The warehouse refused the login." if final else "The warehouse does not answer.",
            where=shown(address),
            do="Nothing was half changed. Look whether the server runs (caseclock warehouse start) and whether"
            " CASECLOCK_DATABASE_URL is right, then run it again.",
        ) from None
    except psycopg.Error as error:
        raise CaseclockError(
            f"The warehouse refused a statement ({type(error).__name__}).",
            where=_place(error) or shown(address),
            do="Nothing was changed; report this with what you did.",
        ) from None


def _place(error: psycopg.Error) -> str:
    parts = (
        error.diag.schema_name,
        error.diag.table_name,
        error.diag.column_name or error.diag.constraint_name,
    )
    return ".".join(part for part in parts if part)
