"""The totals of a return, and how they differ from last year's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

from caseclock.catalogue.header import read_declaration
from caseclock.report import wording
from caseclock.settings import PROJECT

LAST_RETURN = "last_return"
"""The schema in which last year's return lies, with the tables of the return's own."""

LARGE_PERCENT, FEW = 10, 10
"""From how many per cent a difference is marked, and below how many cases one says little."""


@dataclass(frozen=True)
class Total:
    """One total: of this return, of last year's up to the same day of its year, and of all of last year's.

    last and last_whole are None where last year's return was not given.
    """

    name: str
    title: str
    this: int
    last: int | None = None
    last_whole: int | None = None

    @property
    def difference(self) -> int | None:
        """This return's total less last year's; None without one."""
        return None if self.last is None else self.this - self.last

    @property
    def percent(self) -> Decimal | None:
        """The difference in per cent of last year's, one decimal; None where that is nothing."""
        if self.difference is None or not self.last:
            return None
        return wording.one_decimal(Decimal(100 * self.difference) / self.last)

    @property
    def is_large(self) -> bool:
        """Whether the difference is one to look at before the department asks."""
        if self.difference is None or max(self.this, self.last or 0) < FEW:
            return False
        return self.percent is None or abs(self.percent) >= LARGE_PERCENT


@dataclass(frozen=True)
class Totals:
    """The totals of a return up to `last_day`, the last day of its year that is known.

    last_year: the collection that last year's return is of, by the year it ends in, None when none was
    given; last_year_day: the day up to which it is counted for the comparison. whole: whether the year
    of this return is over.
    """

    rows: tuple[Total, ...]
    last_day: date
    whole: bool
    last_year: int | None = None
    last_year_day: date | None = None

    @property
    def largest(self) -> tuple[Total, ...]:
        """The differences to look at, the largest in per cent first."""
        large = [row for row in self.rows if row.is_large]
        return tuple(
            sorted(large, key=lambda row: (row.percent is not None, -abs(row.percent or Decimal(0))))
        )


def totals(connection: duckdb.DuckDBPyConnection, return_name: str, as_at: date) -> Totals:
    """The totals of a return in the work file up to its reference date or as_at, whichever is earlier.

    Beside them those of last year's return, where the schema LAST_RETURN holds one. Makes a temporary
    table, so a connection that only reads will do.
    """
    declared = read_declaration(PROJECT / "sql" / "returns" / return_name / "report" / "totals.sql")
    titles: dict[str, str] = declared.header["totals"]
    year, first_day, end = _census(connection, return_name)
    last_day = min(end, as_at)
    this = _counted(connection, return_name, declared.select, first_day, last_day)
    if not _has_schema(connection, LAST_RETURN):
        rows = tuple(Total(name, title, this[name]) for name, title in titles.items())
        return Totals(rows, last_day, whole=last_day == end)
    last_year, last_first_day, last_end = _census(connection, LAST_RETURN)
    day = min(last_end, _years_earlier(last_day, year - last_year)) if last_day < end else last_end
    last = _counted(connection, LAST_RETURN, declared.select, last_first_day, day)
    whole = _counted(connection, LAST_RETURN, declared.select, last_first_day, last_end)
    rows = tuple(Total(name, title, this[name], last[name], whole[name]) for name, title in titles.items())
    return Totals(rows, last_day, last_day == end, last_year, day)


def described(large: Sequence[Total]) -> str:
    """The largest differences in words: "Referrals +31.2% (1,312 against 1,000)"."""
    return "; ".join(
        f"{each.title}{'' if each.percent is None else ' ' + signed_percent(each.percent)}"
        f" ({each.this:,} against {each.last or 0:,})"
        for each in large
    )


def signed_percent(value: Decimal | None) -> str:
    """+12.5%, -3.0% with a minus sign, or a dash where there is nothing to compare with."""
    return "–" if value is None else f"{_sign(value)}{abs(value):,}%"


def signed_count(value: int | None) -> str:
    """+1,200, or a dash where there is nothing to compare with."""
    return "–" if value is None else f"{_sign(value)}{abs(value):,}"


def _sign(value: Decimal | int) -> str:
    return "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else ""


def _census(connection: duckdb.DuckDBPyConnection, schema: str) -> tuple[int, date, date]:
    """Year, first day and last day; of a file that does not say its day, those of its year."""
    [(year, first_day, last_day)] = connection.execute(
        f"select year, starts_on, reference_date from {schema}.census"
    ).fetchall()
    return year, first_day or date(year - 1, 4, 1), last_day or date(year, 3, 31)


def _counted(
    connection: duckdb.DuckDBPyConnection, schema: str, select: str, first_day: date, last_day: date
) -> dict[str, int]:
    connection.execute(
        "create or replace temp table counted_days as select ?::date as first_day, ?::date as last_day",
        [first_day, last_day],
    )
    connection.execute(f"set search_path = '{schema},main'")
    try:
        answer = connection.execute(select)
        names = [column[0] for column in answer.description or ()]
        return dict(zip(names, map(int, answer.fetchall()[0]), strict=True))
    finally:
        connection.execute("set search_path = 'main'")


def _has_schema(connection: duckdb.DuckDBPyConnection, schema: str) -> bool:
    found = connection.execute(
        "select count(*) from information_schema.tables where table_schema = ?", [schema]
    ).fetchall()
    return bool(found[0][0])


def _years_earlier(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
