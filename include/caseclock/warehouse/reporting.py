"""The stable views for Power BI and Excel: one declared SELECT each, in sql/reporting."""

from __future__ import annotations

import hashlib

import psycopg
from psycopg import errors as refused
from psycopg import sql

from caseclock.catalogue.header import Declaration, read_folder
from caseclock.errors import ConfigurationError
from caseclock.settings import PROJECT

FOLDER = PROJECT / "sql" / "reporting"

BOOK = "create table if not exists audit.reporting_view (name text primary key, sha256 text not null)"


def views() -> list[Declaration]:
    """Every declared view. ConfigurationError when a file is not named after its view."""
    found = read_folder(FOLDER)
    for view in found:
        if view.header.get("view") != view.path.stem or not view.header.get("title"):
            raise ConfigurationError(
                "The header needs the view's name, which is the file's, and a title.", where=view.path.name
            )
    return found


def changed(connection: psycopg.Connection) -> list[Declaration]:
    """The views that the database does not have as they are declared now."""
    known: dict[str, str] = dict(
        connection.execute("select name, sha256 from audit.reporting_view").fetchall()
    )
    return [view for view in views() if known.get(view.path.stem) != _sha256(view)]


def apply(connection: psycopg.Connection) -> None:
    """Make or replace the views that changed, in one transaction; waits at most 10 s for readers.

    Each runs with the rights of whoever reads it, and carries its header as its description.
    """
    with connection.transaction():
        connection.execute(BOOK)
        connection.execute("set local lock_timeout = '10s'")
        for view in changed(connection):
            _make(connection, view)
            connection.execute(
                "insert into audit.reporting_view (name, sha256) values (%s, %s)"
                " on conflict (name) do update set sha256 = excluded.sha256",
                [view.path.stem, _sha256(view)],
            )


def _make(connection: psycopg.Connection, view: Declaration) -> None:
    name = sql.Identifier("reporting", view.path.stem)
    create = sql.SQL("create or replace view {} with (security_invoker = true) as {}").format(
        name,
        sql.SQL(view.select),
    )
    try:
        with connection.transaction():
            connection.execute(create)
    except refused.InvalidTableDefinition:  # a column was renamed or left out
        connection.execute(sql.SQL("drop view {}").format(name))
        connection.execute(create)
    connection.execute(sql.SQL("grant select on {} to caseclock_reader, caseclock_steward").format(name))
    title = sql.Literal(view.header["title"])
    connection.execute(sql.SQL("comment on view {} is {}").format(name, title))
    for column, meaning in (view.header.get("columns") or {}).items():
        connection.execute(
            sql.SQL("comment on column {} is {}").format(
                sql.Identifier("reporting", view.path.stem, column), sql.Literal(meaning)
            )
        )


def _sha256(view: Declaration) -> str:
    return hashlib.sha256(view.path.read_bytes()).hexdigest()
