"""One child, one small history, one measure: what counts of it, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb

from caseclock import work
from caseclock.catalogue.measures import measures
from caseclock.measure.core import build_core
from caseclock.measure.example_rows import empty_night
from caseclock.measure.ledger import build_measures

AS_AT = date(2025, 6, 30)
"""A Monday and the end of a month."""

Row = dict[str, Any]
Counted = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Case:
    """A history and the rows that it must give.

    rows: pairs of a table and a row; the word CHILD in a value stands for this case's own child.
    counted: the day, whether it is in the numerator, and the band where there is one.
    on: of a figure that is taken at dates, the only dates that are looked at.
    by_team: the word CHILD is a team's code and counted holds the day, numerator and denominator of that team.
    """

    measure: str
    name: str
    rows: list[tuple[str, Row]]
    counted: Counted
    on: tuple[date, ...] = ()
    settings: tuple[tuple[str, str], ...] = field(default=())
    by_team: bool = False

    @property
    def id(self) -> str:
        """The measure and what the case is about."""
        return f"{self.measure}: {self.name}"


class Answers:
    """What each case of a module came to; all cases with the same settings share one night."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self.cases = list(cases)
        assert len({case.id for case in self.cases}) == len(self.cases)
        self.found: dict[str, Counted] = defaultdict(list)
        for settings in {case.settings for case in self.cases}:
            self._answer([case for case in self.cases if case.settings == settings], dict(settings))

    def of(self, case: Case) -> Counted:
        """The rows that the case gave, in order."""
        rows = [row for row in self.found[case.id] if not case.on or row[0] in case.on]
        return sorted(rows, key=repr)

    def _answer(self, cases: list[Case], settings: dict[str, str]) -> None:
        connection = work.connect()
        try:
            empty_night(connection, AS_AT)
            for setting in settings.items():
                connection.execute("insert into main.setting values (?, ?, null, null)", setting)
            for number, case in enumerate(cases):
                for table, row in case.rows:
                    put(connection, table, row, f"child{number}")
            build_core(connection)
            wanted = {case.measure for case in cases}
            build_measures(connection, [each for each in measures() if each.id in wanted])
            for number, case in enumerate(cases):
                read = of_team if case.by_team else counted
                self.found[case.id] = read(connection, case.measure, f"child{number}")
        finally:
            connection.close()


def put(connection: duckdb.DuckDBPyConnection, table: str, row: Row, child: str) -> None:
    """Write a row; the word CHILD becomes the child's own id."""
    values = [value.replace("CHILD", child) if isinstance(value, str) else value for value in row.values()]
    marks = ", ".join("?" for _ in row)
    connection.execute(f"insert into main.{table} ({', '.join(row)}) values ({marks})", values)


def counted(connection: duckdb.DuckDBPyConnection, measure: str, child: str) -> Counted:
    """The rows of a child behind a figure: the day, whether it is in the numerator, and a band."""
    rows = connection.execute(
        "select row.counted_on, row.in_numerator, row.band from mart.measure_row as row"
        " inner join main.child_of on row.child_key = child_of.child_key"
        " where row.measure = ? and child_of.local_id = ?",
        [measure, child],
    ).fetchall()
    return [tuple(row) if row[2] is not None else tuple(row[:2]) for row in rows]


def of_team(connection: duckdb.DuckDBPyConnection, measure: str, team: str) -> Counted:
    """The figures of a team: the day, numerator and denominator, and a band where there is one."""
    rows = connection.execute(
        "select counted_on, sum(numerator_amount), sum(denominator_amount), band from mart.measure_row"
        " where measure = ? and team_key = surrogate('team|example|' || ?) group by counted_on, band",
        [measure, team],
    ).fetchall()
    figures = [(day, float(above), float(below), band) for day, above, below, band in rows]
    return [figure if figure[3] is not None else figure[:3] for figure in figures]
