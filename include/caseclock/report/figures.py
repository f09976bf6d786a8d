"""The night's figures as the pages need them, read from the work file: totals only, no child."""

from __future__ import annotations

import json
from collections.abc import Iterable
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


@dataclass(frozen=True)
class Figure:
    """One value of a measure: start and end are inclusive; value is None when nothing was counted."""

    start: date
    end: date
    numerator: int
    denominator: int | None
    value: Decimal | None


@dataclass(frozen=True)
class Definition:
    """How a measure is defined; `header` is its whole header as declared."""

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

    @property
    def is_count(self) -> bool:
        """A plain count has no denominator and no percentage."""
        return self.kind == "count"


@dataclass
class MeasureFigures:
    """Everything one measure shows.

    headline: the last 12 months, or the as-at day for a measure taken on a day. months: whole months
    and, last, the one that as-at lies in. bands: in the order of the measure's own bands, for the
    headline period. All by place.
    """

    definition: Definition
    status: str
    reason: str
    headline: dict[Place, Figure] = field(default_factory=dict)
    headline_period: str = ""
    months: dict[Place, list[Figure]] = field(default_factory=dict)
    years: list[Figure] = field(default_factory=list)
    bands: dict[str, dict[Place, Figure]] = field(default_factory=dict)

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
        if self.definition.header.get("counted_on") == "as_at":
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
    return _rows(connection, "select * from this_run")[0]


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


def measures(connection: duckdb.DuckDBPyConnection) -> list[MeasureFigures]:
    """Every declared measure with its figures, in the order of their ids; teams are left to the warehouse."""
    as_at: date = this_run(connection)["as_at"]
    statuses = {row["measure"]: row for row in _rows(connection, "select * from mart.measure_status")}
    found = {}
    for row in _rows(connection, "select * from mart.definition order by measure"):
        status = statuses.get(row["measure"], {"status": "not_measured", "reason": "no result was stored"})
        found[row["measure"]] = MeasureFigures(
            _definition(row), str(status["status"]), str(status["reason"] or "")
        )
    values = _rows(
        connection,
        """
        select measure, period, period_start, period_end, level, locality_key,
               nullif(band, '') as band, numerator, denominator, value
        from mart.measure_value
        where level in ('authority', 'locality') and period_start <= ?
          and (period <> 'month' or period_start >= ?)
        order by measure, period_start, locality_key
        """,
        [as_at, months_before(as_at, MONTHS)],
    )
    for row in values:
        if row["measure"] in found:
            _take(found[row["measure"]], row, as_at)
    for each in found.values():
        if each.status == "measured" and each.definition.is_count and None not in each.headline:
            # A table that came without a row in the period: a count of 0 is a figure.
            nobody = Figure(months_before(as_at, 12), as_at, 0, None, Decimal(0))
            each.headline[None], each.headline_period = nobody, "last_12_months"
        each.bands = dict(sorted(each.bands.items(), key=lambda item: band_order(item[0])))
    return list(found.values())


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


def _take(measure: MeasureFigures, row: dict[str, Any], as_at: date) -> None:
    place: Place = None if row["level"] == "authority" else row["locality_key"]
    figure = Figure(
        row["period_start"], row["period_end"], row["numerator"] or 0, row["denominator"], row["value"]
    )
    period, band = row["period"], row["band"]
    if period in ("last_12_months", "as_at"):
        # A measure taken on a day may also have rows for the year before it; the day is what it is about.
        if measure.headline_period == "as_at" and period != "as_at":
            return
        if measure.headline_period != period:
            measure.headline.clear()
            measure.bands.clear()
            measure.headline_period = period
        if band:
            measure.bands.setdefault(band, {})[place] = figure
        else:
            measure.headline[place] = figure
    elif band:
        return
    elif period == "month":
        measure.months.setdefault(place, []).append(figure)
    elif period == "financial_year" and place is None:
        measure.years.append(figure)


def _definition(row: dict[str, Any]) -> Definition:
    return Definition(
        measure=row["measure"],
        kind=row["kind"],
        title=row["title"],
        unit=row["unit"],
        limit_value=row["limit_value"],
        standard=row["standard"],
        better=row["better"],
        version=row["version"],
        effective_from=row["effective_from"],
        source=row["source"],
        sha256=row["sha256"],
        header=json.loads(row["header_json"] or "{}"),
    )


def _rows(
    connection: duckdb.DuckDBPyConnection, sql: str, values: Iterable[object] = ()
) -> list[dict[str, Any]]:
    answer = connection.execute(sql, list(values))
    names = [column[0] for column in answer.description or []]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
