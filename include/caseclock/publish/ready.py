"""Getting the warehouse ready for an authority, and its turn to publish."""

from __future__ import annotations

import psycopg

from caseclock.errors import RunBusy
from caseclock.warehouse import pseudonym
from caseclock.warehouse.authorities import add_authority
from caseclock.warehouse.connection import connect
from caseclock.warehouse.server import url


def make_ready(authority: str) -> str:
    """Start the warehouse if need be, bring its tables up to date and give the authority its place.

    Returns the loader's address. Cheap when all is so already. Raises WarehouseUnavailable, and
    KeyRefused when the warehouse was made with another pseudonym key than the one held now.
    """
    add_authority(authority)
    address = url("loader")
    with connect(address) as connection:
        pseudonym.refuse_other(connection)
    return address


def take_turn(connection: psycopg.Connection, authority: str) -> None:
    """Hold the authority until the transaction ends; RunBusy when another run holds it.

    The lock is the database's, so it is let go however this process ends.
    """
    row = connection.execute(
        "select pg_try_advisory_xact_lock(hashtext('caseclock publish'), hashtext(%s))", [authority]
    ).fetchone()
    if not row or not row[0]:
        raise RunBusy(
            "Another run of the authority is publishing.",
            where=authority,
            do="Wait until it has ended; nothing of this run was published.",
        )
    connection.execute("set local lock_timeout = '10s'")
    pseudonym.refuse_other(connection)
    pseudonym.record(connection)
