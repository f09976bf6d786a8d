"""The authorities whose rows the warehouse holds, each in partitions of its own."""

from __future__ import annotations

from caseclock.catalogue.authorities import check_name
from caseclock.warehouse import steps
from caseclock.warehouse.connection import connect
from caseclock.warehouse.server import ensure_running


def add_authority(name: str) -> int:
    """Make the authority's partitions in an up-to-date warehouse, as the owner; how many were new.

    Does nothing for an authority that has them all, and never waits for readers. Raises
    ConfigurationError for a name that is not a short lower-case word.
    """
    check_name(name)
    owner = ensure_running()
    steps.apply(owner)
    with connect(owner) as connection:
        connection.execute("set local lock_timeout = '30s'")
        known = connection.execute("select from audit.authority where authority = %s", [name]).rowcount
        if known:
            return 0
        row = connection.execute("select audit.add_authority(%s)", [name]).fetchone()
    return int(row[0]) if row else 0


def authorities() -> list[str]:
    """The authorities that the warehouse has, by name."""
    owner = ensure_running()
    steps.apply(owner)
    with connect(owner) as connection:
        return [
            row[0]
            for row in connection.execute("select authority from audit.authority order by 1").fetchall()
        ]
