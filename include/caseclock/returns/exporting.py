"""Writing a statutory return from the warehouse into the file that goes to the department."""

from __future__ import annotations

import os
import pwd
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import errors as refused

from caseclock.catalogue.authorities import AUTHORITIES, check_name
from caseclock.errors import ConfigurationError, NotBuilt, ReturnNotReady
from caseclock.returns.cin_writer import Written, write_census
from caseclock.warehouse.connection import connect
from caseclock.warehouse.server import url
from caseclock.whole_file import check_out

RETURN_NAMES = {"cin-census": "cin_census"}
"""The returns that can be written: as a person calls them, and as they are called in the warehouse."""

ROWS_A_FETCH = 5_000
NOT_THERE = (refused.UndefinedTable, refused.UndefinedFunction, refused.InsufficientPrivilege)
"""How a warehouse that holds no return yet answers: nothing was ever published into it, or no return."""


@dataclass(frozen=True)
class Published:
    """One return in the warehouse.

    errors, queries: findings. rules_run: how many rules were. rules_not_run: how many of severity error were not.
    """

    year: int
    errors: int
    queries: int
    rules_run: int
    rules_not_run: int


def export(
    return_name: str, authority: str, year: int, out: Path, despite_errors: bool, say: Callable[[str], None]
) -> Written:
    """Write an authority's published return of a collection year to `out` (0600).

    year: the one that the collection ends in. The rows come through the warehouse's function, which records
    who took them. Raises NotBuilt for a return that cannot be written; ReturnNotReady when it was not
    published, or errors are open or rules did not run and `despite_errors` is not set; ConfigurationError
    when its header lacks the authority's number; and what writing and the warehouse raise. `out` is then as
    it was.
    """
    if return_name not in RETURN_NAMES:
        raise NotBuilt(
            f"Writing the return {return_name} is not built yet.",
            where=return_name,
            do=f"Returns that can be written: {', '.join(RETURN_NAMES)}.",
        )
    check_name(authority)
    check_out(out)
    with connect(url("filer")) as connection:
        held = _published(connection, authority, RETURN_NAMES[return_name])
        if year not in held:
            raise _not_there(return_name, authority, year, held)
        _check(held[year], f"{authority}, {return_name} {year}", despite_errors, say)
        rows = _taken(connection, authority, RETURN_NAMES[return_name], year)
        written = write_census(out, _with_number(rows, authority, say if despite_errors else None), year)
    _tell(written, out, say)
    return written


def _published(connection: psycopg.Connection, authority: str, return_name: str) -> Mapping[int, Published]:
    # What is looked at here and what is taken below must be of one publication.
    connection.execute("set transaction isolation level repeatable read")
    try:
        rows = connection.execute(
            "select year, errors, queries, rules_run, rules_not_run from returns.publication"
            " where authority = %s and return_name = %s order by year",
            [authority, return_name],
        ).fetchall()
    except NOT_THERE:
        connection.rollback()
        rows = []
    return {row[0]: Published(*row) for row in rows}


def _not_there(return_name: str, authority: str, year: int, held: Mapping[int, Published]) -> ReturnNotReady:
    there = f"It has {' and '.join(map(str, held))}" if held else "It has no year of it"
    return ReturnNotReady(
        f"The warehouse does not have this return. {there}.",
        where=f"{authority}, {return_name} {year}",
        do="A night publishes the return of the collection that is being prepared. For another year run"
        f" `caseclock rehearse {return_name} --authority {authority} --year {year}`.",
    )


def _check(wanted: Published, where: str, despite_errors: bool, say: Callable[[str], None]) -> None:
    """Refuse a return that is not ready to be filed, or say so and go on."""
    wrong = []
    if wanted.errors:
        wrong.append(f"{_count(wanted.errors, 'error')} open")
    if wanted.rules_not_run:
        wrong.append(f"{_count(wanted.rules_not_run, 'rule')} not run")
    if not wanted.rules_run:
        wrong.append("no rule was run on it")
    if wrong and not despite_errors:
        raise ReturnNotReady(
            f"The return is not ready: {', '.join(wrong)}.",
            where=where,
            do="Put the findings right and let the next night publish the return, or write it as it is with"
            " --despite-errors.",
        )
    if wrong:
        say(f"note: {', '.join(wrong)}; written all the same")
    if wanted.queries:
        say(f"note: {_count(wanted.queries, 'query')} open, which the department wants explained")


def _taken(
    connection: psycopg.Connection, authority: str, return_name: str, year: int
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The return's rows, as write_census wants them, some thousand in memory at a time."""
    with connection.cursor(name="taken", withhold=True) as cursor:
        cursor.itersize = ROWS_A_FETCH
        cursor.execute(
            "select table_name, held from returns.take(%s, %s, %s, %s, 'export')",
            [authority, return_name, year, _actor()],
        )
        connection.commit()  # that it was taken is on record before the first row has come
        yield from cursor


def _with_number(
    rows: Iterator[tuple[str, Mapping[str, Any]]], authority: str, say: Callable[[str], None] | None
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The same rows; when their header does not say which authority it is, that is said, or refused."""
    for table, row in rows:
        if table == "header" and not row.get("lea") and say:
            say(
                "note: the header has no number of the authority (LEA), without which the department takes no file"
            )
        elif table == "header" and not row.get("lea"):
            raise ConfigurationError(
                "The header of the return has no number of the authority (LEA).",
                where=f"{AUTHORITIES}, {authority}",
                do="Write the authority's `code` there, or correct the delivered census file, and run the night"
                " again; nothing was written.",
            )
        yield table, row


def _tell(written: Written, out: Path, say: Callable[[str], None]) -> None:
    for name, count in written.left_out.items():
        say(f"note: {name} is not collected in this year; {count:,} left out")
    say(f"{_count(written.children, 'child')} in {out}")
    for table, count in written.records.items():
        say(f"  {table:<24}{count:>9,}")


def _count(number: int, what: str) -> str:
    many = {"child": "children", "query": "queries"}.get(what, f"{what}s")
    return f"{number:,} {what if number == 1 else many}"


def _actor() -> str:
    """The login name of whoever runs this, as the system knows it; the environment is not asked."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"user {os.getuid()}"
