"""Small tables of figures, counted from made-up people as the night counts them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caseclock.disclosure.figure import BREAKDOWNS, Figure, Position

AS_AT = date(2025, 7, 1)
YEAR = ("financial_year", date(2025, 4, 1), date(2026, 3, 31))
MONTHS = [
    ("month", date(2025, 4, 1), date(2025, 4, 30)),
    ("month", date(2025, 5, 1), date(2025, 5, 31)),
    ("month", date(2025, 6, 1), date(2025, 6, 30)),
]


@dataclass(frozen=True)
class Person:
    """Somebody who counts in a month: where, what sex, whether for, and in which band."""

    month: int
    locality: str
    sex: str = "F"
    counts_for: bool = True
    band: str = ""
    team: str = "one"
    days: int = 3


def figures(people: Iterable[Person], kind: str = "count", measure: str = "made_up") -> list[Figure]:
    """The measure's figures: by month and year, for the authority, its localities, teams, and by sex."""
    counted: dict[Position, list[Person]] = defaultdict(list)
    for person in people:
        for period, start, end in (MONTHS[person.month], YEAR):
            for cut, member in (
                ("authority", ""),
                ("locality", person.locality),
                ("team", person.team),
                ("sex", person.sex),
            ):
                if cut not in BREAKDOWNS or period != "month":
                    counted[Position(period, start, end, cut, member)].append(person)
    return [
        figure
        for at, everyone in counted.items()
        for band in sorted({person.band for person in everyone})
        for figure in [_figure(measure, kind, at, band, everyone)]
    ]


def _figure(measure: str, kind: str, at: Position, band: str, everyone: list[Person]) -> Figure:
    of_band = [person for person in everyone if person.band == band]
    top = Decimal(len(of_band) if kind in ("count", "children") else sum(each.counts_for for each in of_band))
    bottom: Decimal | None = Decimal(len(everyone))
    value: Decimal | None = top
    if kind == "count":
        bottom = None
    elif kind == "proportion":
        value = (100 * top / Decimal(len(everyone))).quantize(Decimal("0.1"))
    elif kind == "mean":
        top = Decimal(sum(person.days for person in everyone))
        value = (top / Decimal(len(everyone))).quantize(Decimal("0.1"))
    return Figure(measure, "Made up", kind, at, at.member, band, top, bottom, value)
