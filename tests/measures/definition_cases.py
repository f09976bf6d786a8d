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


def no(*days: str) -> Counted:
    """Rows of these days that are not in the numerator."""
    return [(date.fromisoformat(day), False) for day in days]


def yes(*days: str) -> Counted:
    """Rows of these days that are in the numerator."""
    return [(date.fromisoformat(day), True) for day in days]


def born(on: str) -> tuple[str, Row]:
    """The child's own record."""
    return "ssd_person", {"pers_person_id": "CHILD", "pers_dob": on}


def care(start: str, end: str | None = None) -> tuple[str, Row]:
    """A time in care of one episode."""
    return "ssd_cla_episodes", {
        "clae_cla_episode_id": f"CHILD-{start}", "clae_person_id": "CHILD", "clae_cla_id": "CHILD-c",
        "clae_cla_episode_start_date": start, "clae_entered_care_date": start,
        "clae_cla_episode_ceased_date": end,
    }  # fmt: skip


def plan(start: str, end: str | None = None, number: int = 1, **more: object) -> tuple[str, Row]:
    """A child protection plan."""
    return "ssd_cp_plans", {
        "cppl_cp_plan_id": f"CHILD-{number}", "cppl_person_id": "CHILD", "cppl_cp_plan_start_date": start,
        "cppl_cp_plan_end_date": end, **more,
    }  # fmt: skip


def referral(
    on: str,
    flag: str | None = "N",
    closed: str | None = None,
    why: str | None = None,
    number: int = 1,
    **more: object,
) -> tuple[str, Row]:
    """A referral, and the episode of need that it opened."""
    return "ssd_cin_episodes", {
        "cine_referral_id": f"CHILD-r{number}", "cine_person_id": "CHILD", "cine_referral_date": on,
        "cine_referral_nfa": flag, "cine_close_date": closed, "cine_close_reason": why, **more,
    }  # fmt: skip


def assessment(start: str, end: str | None = None, **more: object) -> tuple[str, Row]:
    """An assessment of the first referral."""
    return "ssd_cin_assessments", {
        "cina_assessment_id": "CHILD-a1", "cina_person_id": "CHILD", "cina_referral_id": "CHILD-r1",
        "cina_assessment_start_date": start, "cina_assessment_auth_date": end, **more,
    }  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A history and the rows that it must give.

    rows: pairs of a table and a row; the word CHILD in a value stands for this case's own child.
    counted: the day, whether it is in the numerator, and the band where there is one.
    on: of a figure that is taken at dates, the only dates that are looked at.
    by_team: the word CHILD is a team's code and counted holds the day,
    numerator and denominator of that team.
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
