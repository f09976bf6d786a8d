"""Published figures of England, of regions and of neighbours, to show beside a local one."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import duckdb

from caseclock.catalogue.benchmarks import Benchmark, published
from caseclock.report import wording
from caseclock.report.figures import has_table
from caseclock.report.night_figures import rows

AREA_KINDS = ("england", "region", "statistical_neighbour")


class Published:
    """The latest published figures by measure; rows are in the order in which they were kept."""

    def __init__(self, kept: Iterable[Benchmark]) -> None:
        self._rows: dict[str, list[Benchmark]] = {}
        for row in kept:
            self._rows.setdefault(row.measure, []).append(row)

    def england(self, measure: str) -> Benchmark | None:
        """England's latest figure of a measure that is not in bands; None when nothing is known of it."""
        found = [row for row in self._of(measure) if row.area_kind == "england"]
        return max(found, key=lambda row: row.year, default=None)

    def areas(self, measure: str) -> tuple[Benchmark, ...]:
        """The latest figure of each area that has one, England first, then regions, then neighbours."""
        latest: dict[tuple[int, str], Benchmark] = {}
        for row in self._of(measure):
            area = AREA_KINDS.index(row.area_kind), row.area
            if row.value is not None and (area not in latest or latest[area].year < row.year):
                latest[area] = row
        return tuple(latest[area] for area in sorted(latest))

    def bands(self, measure: str) -> dict[str, Benchmark]:
        """The latest year's bands for England, by their folded label (see fold); empty when there are none."""
        found = [row for row in self._rows.get(measure, []) if row.band and row.area_kind == "england"]
        latest = max((row.year for row in found), default="")
        return {fold(row.band): row for row in found if row.year == latest}

    def _of(self, measure: str) -> list[Benchmark]:
        # What is published of a stage as such is kept under the stage's name.
        kept = self._rows.get(measure) or self._rows.get(measure.removesuffix("_pct"), [])
        return [row for row in kept if not row.band]


def of_night(connection: duckdb.DuckDBPyConnection) -> Published:
    """What the night kept of published figures; the product's own where it kept none."""
    if not has_table(connection, "mart", "benchmark"):
        return Published(published())
    names = ", ".join(Benchmark.__annotations__)
    stored = rows(connection, f"select {names} from mart.benchmark")
    for row in stored:
        row.update({name: "" for name, value in row.items() if value is None and name not in NUMBERS})
    return Published(Benchmark(**row) for row in stored)


NUMBERS = ("value", "numerator", "denominator")


def value_text(row: Benchmark) -> str:
    """A published value in its own unit: 81.4%, 3,001,339 or 33 working days."""
    if row.value is None:
        return "–"
    if row.unit == "percent":
        return wording.percent(row.value)
    plain = row.value == row.value.to_integral_value()
    number = f"{int(row.value) if plain else wording.one_decimal(row.value):,}"
    return number if row.unit == "count" else f"{number} {row.unit.replace('_', ' ')}"


def gap(value: Decimal | None, row: Benchmark | None) -> str:
    """How far a percentage lies from a published one, in words; empty where they should not be compared."""
    if value is None or row is None or row.value is None or row.unit != "percent":
        return ""
    # An old figure at second hand is shown, but nobody should be told to be above or below it; nor where
    # the publication counts something else.
    if row.status == "second_source" or row.differs:
        return ""
    points = wording.one_decimal(value) - wording.one_decimal(row.value)
    if not points:
        return f"the same as {row.area}"
    return f"{abs(points)} {'point' if abs(points) == 1 else 'points'} {'above' if points > 0 else 'below'} {row.area}"


def fold(label: str) -> str:
    """A band's label so that 41–45, "41 to 45" and "41_45 working days" are the same."""
    text = label.lower().replace("working days", "").replace("_", "-").replace("–", "-").replace(" to ", "-")
    text = text.replace(" or more", "+").replace(" and over", "+").replace("same-day", "same day").strip()
    return "same day" if text == "0" else text
