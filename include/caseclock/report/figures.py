"""What a night's figures are: a value with what it is made of, its measure's definition, its places."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import duckdb

from caseclock.errors import CaseclockError
from caseclock.report.wording import PLACES

MONTHS = 36
"""How many whole months a line shows."""

Place = int | None
"""A locality_key; None is the whole authority."""

Amount = int | float
"""A number of rows, or a weight such as full-time posts."""


@dataclass(frozen=True)
class Figure:
    """One value of a measure: start and end are inclusive; value is None when nothing was counted.

    A count has no denominator, a median no numerator.
    """

    start: date
    end: date
    numerator: Amount | None
    denominator: Amount | None
    value: Decimal | None


@dataclass(frozen=True)
class Definition:
    """How a measure is defined; `header` is its whole header as declared.

    figure: count, proportion, ratio, mean, median or children. unit: of a clock's limit, or of the figure.
    """

    measure: str
    kind: str
    title: str
    unit: str | None
    limit_value: int | None
    standard: str | None
    better: str | None
    version: int
    effective_from: date | None
    source: str | None
    sha256: str
    header: dict[str, Any]
    domain: str = ""
    figure: str = "proportion"
    decimals: int = 1

    @property
    def is_count(self) -> bool:
        """A number of things or of children: nothing to count is 0, and there is no percentage."""
        return self.figure in ("count", "children")

    @property
    def is_percentage(self) -> bool:
        """Whether the value is a percentage."""
        return self.figure == "proportion"

    @property
    def is_snapshot(self) -> bool:
        """Whether it is taken on a day and not over a period."""
        return self.header.get("counted_on") == "as_at"


@dataclass
class MeasureFigures:
    """Everything one measure shows.

    headline: the last 12 months, or the as-at day for a measure taken on a day. months: whole months
    and, last, the one that as-at lies in. bands: in the order of the measure's own bands, for the
    headline period. All by place. pooled: the last 36 months of the whole authority, where the measure
    has so few cases that a year says little.
    """

    definition: Definition
    status: str
    reason: str
    headline: dict[Place, Figure] = field(default_factory=dict)
    headline_period: str = ""
    months: dict[Place, list[Figure]] = field(default_factory=dict)
    years: list[Figure] = field(default_factory=list)
    bands: dict[str, dict[Place, Figure]] = field(default_factory=dict)
    pooled: Figure | None = None

    @property
    def measured(self) -> bool:
        """False when the measure has nothing to show; `why_not` then says why."""
        return self.status == "measured" and bool(self.headline or self.bands)

    @property
    def why_not(self) -> str:
        """Why there is no figure; empty when there is one."""
        if self.measured:
            return ""
        if self.reason or self.status != "measured":
            return self.reason or self.status.replace("_", " ")
        if self.definition.is_snapshot:
            return "there was nothing to count on the as-at date"
        return "nothing fell in the 12 months to the as-at date"


def has_table(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> bool:
    """Whether the night has come far enough to have made the table."""
    found = connection.execute(
        "select 1 from information_schema.tables where table_schema = ? and table_name = ?", [schema, table]
    ).fetchone()
    return found is not None


def require_measures(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise CaseclockError when the night has not measured anything yet."""
    if not has_table(connection, "mart", "measure_value"):
        raise CaseclockError(
            "There are no figures to show yet.",
            where="mart.measure_value",
            do="Run the night up to its measures first; the findings can be read without them.",
        )


def this_run(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """The one row of this_run: authority, as_at, previous_as_at, run_id, first_night, system."""
    answer = connection.execute("select * from this_run")
    names = [column[0] for column in answer.description or []]
    return dict(zip(names, answer.fetchall()[0], strict=True))


def counting_rule(connection: duckdb.DuckDBPyConnection) -> tuple[bool, bool]:
    """How the authority counts: months as 91 and 183 days, and a start without work rolled forward."""
    if not has_table(connection, "main", "counting_rule"):
        return False, False
    [(as_days, rolls)] = connection.execute(
        "select months_as_days, rolls_forward from counting_rule"
    ).fetchall()
    return bool(as_days), bool(rolls)


def localities(connection: duckdb.DuckDBPyConnection) -> dict[Place, str]:
    """locality_key to name, by name, the unknown ones last."""
    if not has_table(connection, "core", "dim_locality"):
        return {}
    found = connection.execute(
        "select locality_key, locality_name from core.dim_locality order by locality_key < 0, lower(locality_name)"
    ).fetchall()
    return {key: PLACES.get(key, name) for key, name in found}


def band_order(label: str) -> tuple[int, str]:
    """Bands by their first number, "same day" before them, words after them in their own order."""
    digits = "".join(letter if letter.isdigit() else " " for letter in label).split()
    if label.lower().replace("_", " ").startswith("same day"):
        return 0, ""
    return (1 + int(digits[0]), "") if digits else (10**6, label)


def whole_month(figure: Figure, as_at: date) -> bool:
    """Whether a month had ended by as_at; the last one usually has not."""
    return (figure.start + timedelta(days=32)).replace(day=1) - timedelta(days=1) <= as_at


def months_before(day: date, months: int) -> date:
    """The first day of the month that lies so many months before the one of `day`."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
