"""The night's figures as the pages need them, read from the work file: totals only, no child."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from caseclock.report.figures import (
    MONTHS,
    Amount,
    Definition,
    Figure,
    MeasureFigures,
    Place,
    band_order,
    months_before,
    this_run,
)

HEADLINES = ("last_12_months", "as_at")


def measures(connection: duckdb.DuckDBPyConnection) -> list[MeasureFigures]:
    """Every declared measure with its figures by locality, in the order of their ids."""
    as_at: date = this_run(connection)["as_at"]
    statuses = {row["measure"]: row for row in rows(connection, "select * from mart.measure_status")}
    found = {}
    for row in rows(connection, "select * from mart.definition order by measure"):
        status = statuses.get(row["measure"], {"status": "not_measured", "reason": "no result was stored"})
        found[row["measure"]] = MeasureFigures(
            _definition(row), str(status["status"]), str(status["reason"] or "")
        )
    values = rows(
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
            _take(found[row["measure"]], row)
    for each in found.values():
        if each.status == "measured" and each.definition.is_count and not (each.headline or each.bands):
            # A table that came without a row in the period: a count of 0 is a figure.
            on_the_day = each.definition.is_snapshot
            start = as_at if on_the_day else months_before(as_at, 12)
            each.headline[None] = Figure(start, as_at, 0, None, Decimal(0))
            each.headline_period = HEADLINES[on_the_day]
        each.bands = dict(sorted(each.bands.items(), key=lambda item: band_order(item[0])))
    return list(found.values())


def figure_of(row: dict[str, Any]) -> Figure:
    """A row of mart.measure_value or mart.measure_breakdown as a figure."""
    return Figure(
        row["period_start"],
        row["period_end"],
        amount(row["numerator"]),
        amount(row["denominator"]),
        None if row["value"] is None else Decimal(str(row["value"])),
    )


def amount(number: Any) -> Amount | None:
    """A stored amount as a whole number where it is one; None stays None."""
    if number is None:
        return None
    return int(number) if number == int(number) else float(number)


def rows(
    connection: duckdb.DuckDBPyConnection, sql: str, values: Iterable[object] = ()
) -> list[dict[str, Any]]:
    """Every row of a query by the names of its columns."""
    answer = connection.execute(sql, list(values))
    names = [column[0] for column in answer.description or []]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _take(measure: MeasureFigures, row: dict[str, Any]) -> None:
    place: Place = None if row["level"] == "authority" else row["locality_key"]
    figure = figure_of(row)
    period, band = row["period"], row["band"]
    if period in HEADLINES:
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
    elif period == "last_36_months" and place is None:
        measure.pooled = figure


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
        domain=row["domain"],
        figure=row["figure"],
        decimals=row["decimals"],
    )
