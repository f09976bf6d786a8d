"""The warehouse's tables: numbered SQL steps, each applied once, and the reporting views."""

from __future__ import annotations

import hashlib
import logging
import re
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from caseclock.errors import CaseclockError, ConfigurationError
from caseclock.settings import PROJECT
from caseclock.warehouse import reporting
from caseclock.warehouse.address import shown
from caseclock.warehouse.connection import connect

log = logging.getLogger(__name__)

FOLDER = PROJECT / "sql" / "warehouse"

BOOK = """
create schema if not exists audit;
create table if not exists audit.step (
    number integer primary key,
    name text not null,
    sha256 text not null,
    applied_at timestamptz not null default clock_timestamp()
)
"""

GUARDED = """
select
    to_regclass('audit.reporting_view') is not null
    and to_regrole('caseclock_filer') is not null
    and coalesce(not has_database_privilege(to_regrole('caseclock_reader'), current_database(), 'temporary'), false)
"""
"""Whether this is a warehouse whose roles are in order; a copy of one begins without rights of its own."""


@dataclass(frozen=True)
class Step:
    """One numbered file."""

    number: int
    name: str
    text: str

    @property
    def sha256(self) -> str:
        """Hash of the file's text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def steps(folder: Path = FOLDER) -> list[Step]:
    """The steps in `folder` in their order; ConfigurationError when the numbers do not run 1, 2, 3, ..."""
    found = []
    for path in sorted(folder.glob("[0-9]*.sql")):
        number = re.fullmatch(r"(\d{4})_[a-z0-9_]+", path.stem)
        if number is None:
            raise ConfigurationError("A step is not named NNNN_name.sql.", where=path.name, do="Rename it.")
        found.append(Step(int(number[1]), path.stem, path.read_text(encoding="utf-8")))
    if [step.number for step in found] != list(range(1, len(found) + 1)):
        raise ConfigurationError("The numbers of the steps have a gap or a double.", where=str(folder))
    return found


def apply(address: str, *, folder: Path = FOLDER) -> list[str]:
    """Bring the database at the owner's `address` up to date; the names of the steps applied now.

    Each step is a transaction of its own together with its entry in audit.step. Two at once wait for
    each other. Raises ConfigurationError when the database holds a step that this code does not know,
    or one whose file was changed afterwards.
    """
    with connect(address, autocommit=True) as connection:
        if _is_up_to_date(connection, folder, address):
            return []
        connection.add_notice_handler(_warn)
        connection.execute("select pg_advisory_lock(hashtext('caseclock steps'))")
        applied = _catch_up(connection, folder, address)
        reporting.apply(connection)
        return applied


def _is_up_to_date(connection: psycopg.Connection, folder: Path, address: str) -> bool:
    row = connection.execute(GUARDED).fetchone()
    if row is None or not row[0]:
        return False
    return not _due(connection, folder, address) and not reporting.changed(connection)


def _catch_up(connection: psycopg.Connection, folder: Path, address: str) -> list[str]:
    _run(connection, "roles", (FOLDER / "roles.sql").read_text(encoding="utf-8"))
    connection.execute(BOOK)
    due = _due(connection, folder, address)
    for step in due:
        with connection.transaction():
            _run(connection, step.name, step.text)
            connection.execute(
                "insert into audit.step (number, name, sha256) values (%s, %s, %s)",
                [step.number, step.name, step.sha256],
            )
    if due:
        log.info("Applied %s steps to the warehouse at %s.", len(due), shown(address))
        _known_authorities(connection)
    return [step.name for step in due]


def _due(connection: psycopg.Connection, folder: Path, address: str) -> list[Step]:
    known = {step.number: step for step in steps(folder)}
    applied = connection.execute("select number, name, sha256 from audit.step").fetchall()
    for number, name, sha256 in applied:
        if number not in known:
            raise ConfigurationError(
                f"The warehouse is newer than this code: it has step {name}.",
                where=shown(address),
                do="Update Caseclock here; nothing was changed.",
            )
        if known[number].sha256 != sha256:
            raise ConfigurationError(
                f"Step {name} was changed after it was applied.",
                where=shown(address),
                do="Restore the file and put the change into a new step.",
            )
    done = {row[0] for row in applied}
    return [step for number, step in sorted(known.items()) if number not in done]


def _run(connection: psycopg.Connection, name: str, text: str) -> None:
    try:
        connection.execute(sql.SQL(text))
    except psycopg.OperationalError:
        raise
    except psycopg.Error as error:
        raise CaseclockError(
            f"A step of the warehouse does not run: {error.diag.message_primary}.",
            where=f"sql/warehouse/{name}.sql",
            do="The owner needs the right to make schemas and roles; otherwise correct the file. Nothing of the"
            " step was kept.",
        ) from None


def _warn(notice: psycopg.errors.Diagnostic) -> None:
    if (
        notice.severity == "NOTICE"
        and notice.sqlstate == "00000"
        and "could not" in (notice.message_primary or "")
    ):
        log.warning("The warehouse is less guarded than it should be: %s.", notice.message_primary)


def _known_authorities(connection: psycopg.Connection) -> None:
    """Give tables that a step has added the partitions of the authorities that are there already."""
    connection.execute("select audit.add_authority(authority) from audit.authority")
