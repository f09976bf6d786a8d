"""The embedded PostgreSQL server: made once, started when it is needed, and found again.

None of this runs when CASECLOCK_DATABASE_URL points at a server of one's own.
"""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
import subprocess  # noqa: S404 - starting PostgreSQL's own programs
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
from psycopg import sql

from caseclock.errors import WarehouseUnavailable
from caseclock.settings import private_folder
from caseclock.warehouse import address, kept, leftovers, programs
from caseclock.warehouse.account import account_for
from caseclock.warehouse.connection import connect
from caseclock.warehouse.kept import DATABASE, HOST, LOGINS, Kept

log = logging.getLogger(__name__)

PATIENCE = 60
"""Seconds for which a start or a stop may take; recovery after a crash is part of a start."""

CONFIGURATION = f"""\
listen_addresses = '{HOST}'
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
max_connections = 100
shared_buffers = '256MB'
wal_level = minimal
max_wal_senders = 0
max_wal_size = '2GB'
checkpoint_timeout = '15min'
autovacuum_naptime = '20s'
jit = off
timezone = 'Europe/London'
datestyle = 'iso, dmy'
# The log says that something failed, never with which value.
log_error_verbosity = terse
log_min_error_statement = panic
log_timezone = 'UTC'
logging_collector = on
log_directory = 'log'
log_filename = 'server-%a.log'
log_truncate_on_rotation = on
log_rotation_age = '1d'
"""

WHO_MAY_LOG_IN = f"host all all {HOST}/32 scram-sha-256\n"


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
    if known and not known.superuser and _answers(known):
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
        _control(data, "stop", "-m", "fast")
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
    known, data = kept.read(), kept.folder() / "data"
    if known is None and (data / "PG_VERSION").exists():
        raise WarehouseUnavailable(
            "The file with the server's port and passwords is gone.",
            where=str(kept.folder() / "access.json"),
            do="Restore it, or move the folder away: the next night makes a new warehouse from landing.",
        )
    known = known or kept.write(kept.new())
    if not (data / "PG_VERSION").exists():
        _make(data, known)
    if leftovers.is_alive(data, known.name):
        # Still starting, recovering or stopping: whichever it is, it ends.
        leftovers.wait(lambda: _answers(known, superuser=bool(known.superuser)), data, known.name, PATIENCE)
    if not leftovers.is_alive(data, known.name):
        leftovers.clear(data, known.name)
        known = kept.with_free_port(known)
        _configure(data, known)
        _control(data, "start", "-l", str(kept.folder() / "start.log"))
        log.info("Started the embedded warehouse server at %s:%s.", HOST, known.port)
    if known.superuser:
        known = _set_up(known)
    if not _answers(known):
        raise _did_not("does not answer")
    return known


def _make(data: Path, known: Kept) -> None:
    """Make the server's files beside their place and move them there when they are whole."""
    unfinished, password = data.with_name("data.new"), data.with_name("password")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.rmtree(data, ignore_errors=True)
    account, chosen = account_for(data), programs.choose()
    unfinished.mkdir(mode=0o700)
    account.give(unfinished)
    password.unlink(missing_ok=True)
    password.touch(mode=0o600)
    password.write_text(known.superuser)
    account.give(password)
    locale = ["--locale=C", "--encoding=UTF8"]
    if chosen.major >= 17:  # the same order everywhere, and upper and lower case beyond English
        locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    try:
        _run(
            data,
            chosen,
            [
                "initdb", f"--pgdata={unfinished}", "--username=postgres", f"--pwfile={password}",
                "--auth=scram-sha-256", "--data-checksums", "--no-instructions", *locale,
            ],
        )  # fmt: skip
    finally:
        password.unlink(missing_ok=True)
    os.replace(unfinished, data)


def _configure(data: Path, known: Kept) -> None:
    account = account_for(data)
    own = f"port = {known.port}\ncluster_name = '{known.name}'\n"
    for name, content in (("postgresql.conf", CONFIGURATION + own), ("pg_hba.conf", WHO_MAY_LOG_IN)):
        path = data / name
        path.write_text(content)
        path.chmod(0o600)
        account.give(path)
    start_log = kept.folder() / "start.log"
    start_log.unlink(missing_ok=True)
    start_log.touch(mode=0o600)
    account.give(start_log)


def _set_up(known: Kept) -> Kept:
    """Make the owner and the database, then take the superuser's password away."""
    with connect(known.superuser_address(), autocommit=True) as connection:
        _ensure_login(connection, known, "caseclock_owner", "createrole createdb")
        if not connection.execute("select from pg_database where datname = %s", [DATABASE]).rowcount:
            connection.execute(f"create database {DATABASE} owner caseclock_owner")
        with connect(known.address("owner")) as owner:
            for login in LOGINS[1:]:
                _ensure_login(owner, known, login, "")
        connection.execute("alter role postgres password null")
    return kept.write(replace(known, superuser=""))


def _ensure_login(connection: psycopg.Connection, known: Kept, login: str, rights: str) -> None:
    exists = connection.execute("select from pg_roles where rolname = %s", [login]).rowcount
    connection.execute(
        sql.SQL("{verb} role {login} login {rights} password {password}").format(
            verb=sql.SQL("alter" if exists else "create"),
            login=sql.Identifier(login),
            rights=sql.SQL(rights),  # type: ignore[arg-type]
            password=sql.Literal(known.passwords[login]),
        )
    )


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


def _control(data: Path, action: str, *more: str) -> None:
    chosen = programs.choose(int((data / "PG_VERSION").read_text().strip()))
    _run(data, chosen, ["pg_ctl", action, f"--pgdata={data}", "--wait", f"--timeout={PATIENCE}", "--silent", *more])


def _run(data: Path, chosen: programs.Programs, arguments: list[str]) -> None:
    """Run one of PostgreSQL's programs as the server's user, in an environment of its own."""
    program = chosen.folder / arguments[0]
    command, keywords = account_for(data).command([str(program), *arguments[1:]], reaching=[program, data])
    # A file and not a pipe: the server inherits it and would keep a pipe open for ever.
    said = kept.folder() / "said"
    with said.open("wb") as output:
        os.chmod(said, 0o600)
        done = subprocess.run(  # type: ignore[call-overload]  # noqa: S603 - our own words only
            command, cwd="/", env={"PATH": os.defpath, "LC_ALL": "C"}, stdin=subprocess.DEVNULL,
            stdout=output, stderr=output, timeout=PATIENCE * 2, check=False, **keywords,
        )  # fmt: skip
    if done.returncode:
        raise _did_not(f"did not {'begin' if arguments[0] == 'initdb' else arguments[1]}")


def _did_not(what: str) -> WarehouseUnavailable:
    return WarehouseUnavailable(
        f"The embedded database server {what}.",
        where=str(kept.folder()),
        do="Read the last lines of said, start.log and data/log in that folder; nothing was lost.",
    )
