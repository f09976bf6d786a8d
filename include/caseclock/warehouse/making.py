"""Making the embedded server: its files, its configuration, its logins and its database."""

from __future__ import annotations

import os
import secrets
import shutil
from dataclasses import replace
from pathlib import Path

import psycopg
from psycopg import sql

from caseclock.warehouse import kept, programs
from caseclock.warehouse.account import account_for
from caseclock.warehouse.connection import connect
from caseclock.warehouse.control import run
from caseclock.warehouse.kept import DATABASE, HOST, LOGINS, Kept

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


def make(data: Path, known: Kept) -> None:
    """Make the server's files beside their place and move them there when they are whole."""
    # Named after this process: initdb outlives a start that is killed, and goes on in its own folder.
    unfinished, password = data.with_name(f"data.new.{os.getpid()}"), data.with_name("password")
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
        run(
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


def configure(data: Path, known: Kept) -> None:
    """Write the configuration anew, as this version has it, for the kept port."""
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


def set_up(known: Kept) -> Kept:
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


def add_logins(known: Kept) -> Kept:
    """Make the logins that an earlier version did not know, when the server runs."""
    passwords = {login: secrets.token_urlsafe(24) for login in LOGINS} | known.passwords
    whole = replace(known, passwords=passwords)
    with connect(known.address("owner"), autocommit=True) as owner:
        for login in sorted(set(LOGINS) - set(known.passwords)):
            _ensure_login(owner, whole, login, "")
    return kept.write(whole)


def _ensure_login(connection: psycopg.Connection, known: Kept, login: str, rights: str) -> None:
    exists = connection.execute("select from pg_roles where rolname = %s", [login]).rowcount
    connection.execute(
        sql.SQL("{verb} role {login} login {rights} password {password}").format(
            verb=sql.SQL("alter" if exists else "create"),
            login=sql.Identifier(login),
            rights=sql.SQL(rights),
            password=sql.Literal(known.passwords[login]),
        )
    )
