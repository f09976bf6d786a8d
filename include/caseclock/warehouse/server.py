"""The embedded PostgreSQL server: made once, started when it is needed, and found again.

None of this runs when CASECLOCK_DATABASE_URL points at a server of one's own.
"""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from caseclock.errors import WarehouseUnavailable
from caseclock.settings import private_folder
from caseclock.warehouse import address, kept, leftovers, making
from caseclock.warehouse.control import PATIENCE, control, did_not
from caseclock.warehouse.kept import HOST, Kept

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Status:
    """Which server it is, where, and whether it answers."""

    embedded: bool
    running: bool
    address: str
    version: str
    folder: Path | None


def ensure_running() -> str:
    """The owner's address of a warehouse server that answers, which is started when need be.

    Safe to call from many processes at once. Raises WarehouseUnavailable when no server can be started;
    a configured server is not asked here.
    """
    given = address.configured()
    if given:
        return given
    known = kept.read()
    if known and known.is_set_up and _answers(known):
        return known.address()
    with _alone():
        return _start().address()


def url(role: address.Role = "owner") -> str:
    """The address of the running warehouse for `role`, password included; started when need be."""
    owner = ensure_running()
    if address.configured():
        return address.as_role(owner, role)
    known = kept.read()
    if known is None:
        raise WarehouseUnavailable("The server's access file is gone.", where=str(kept.folder()))
    return known.address(role)


def stop() -> bool:
    """Stop the embedded server, letting it finish writing; whether one was running."""
    if address.configured() or kept.read() is None:
        return False
    with _alone():
        known, data = kept.read(), kept.folder() / "data"
        if known is None or not leftovers.is_alive(data, known.name):
            return False
        control(data, "stop", "-m", "fast")
        return True


def status() -> Status:
    """Whether the warehouse's server answers, without starting it."""
    given = address.configured()
    known = None if given else kept.read()
    target = given or (known.address() if known else None)
    version = _version(target) if target else None
    return Status(
        embedded=given is None,
        running=version is not None,
        address=address.shown(target) if target else "not made yet",
        version=version or "",
        folder=None if given else kept.folder(),
    )


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other process starts or stops the server. A killed process lets go by itself."""
    path = private_folder(kept.folder()) / "lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _start() -> Kept:
    before, data = kept.read(), kept.folder() / "data"
    if before is None and (data / "PG_VERSION").exists():
        raise WarehouseUnavailable(
            "The file with the server's port and passwords is gone.",
            where=str(kept.folder() / "access.json"),
            do="Restore it, or move the folder away: the next night makes a new warehouse from landing.",
        )
    known = before or kept.write(kept.new())
    for left in data.parent.glob("data.new.*"):
        shutil.rmtree(left, ignore_errors=True)
    if not (data / "PG_VERSION").exists():
        making.make(data, known)
    if leftovers.is_alive(data, known.name):
        # Still starting, recovering or stopping: whichever it is, it ends.
        leftovers.wait(lambda: _answers(known, superuser=bool(known.superuser)), data, known.name, PATIENCE)
    if not leftovers.is_alive(data, known.name):
        leftovers.clear(data, known.name)
        known = kept.with_free_port(known)
        making.configure(data, known)
        control(data, "start", "-l", str(kept.folder() / "start.log"))
        log.info("Started the embedded warehouse server at %s:%s.", HOST, known.port)
    if known.superuser:
        known = making.set_up(known)
    if not known.is_set_up:
        known = making.add_logins(known)
    if not _answers(known):
        raise did_not("does not answer")
    return known


def _answers(known: Kept, *, superuser: bool = False) -> bool:
    """Whether our own server, and not another on its port, lets us in."""
    target = known.superuser_address() if superuser else known.address()
    try:
        with psycopg.connect(target, connect_timeout=3) as connection:
            row = connection.execute("select current_setting('cluster_name')").fetchone()
    except psycopg.Error:
        return False
    return row is not None and row[0] == known.name


def _version(target: str) -> str | None:
    try:
        with psycopg.connect(target, connect_timeout=3) as connection:
            return f"PostgreSQL {connection.info.server_version // 10000}.{connection.info.server_version % 10000}"
    except psycopg.Error:
        return None
