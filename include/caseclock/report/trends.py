"""Monthly lines of one measure: the whole authority, each locality, and what they show in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from caseclock.report import charts, wording
from caseclock.report.england import England
from caseclock.report.figures import MONTHS, Definition, Figure, MeasureFigures, Place, whole_month
from caseclock.report.sparkline import sparkline


@dataclass(frozen=True)
class Trends:
    """The charts of a measure; empty when there are fewer than two whole months.

    lines: each locality's own line with its name's place. The *_small flags say whether a line has a
    month of few cases.
    """

    wide: Markup | None = None
    narrow: Markup | None = None
    spark: Markup | None = None
    whole_small: bool = False
    places_small: bool = False
    places: tuple[tuple[Place, Markup], ...] = ()


def trends(
    measure: MeasureFigures, national: England | None, names: Mapping[Place, str], as_at: date
) -> Trends:
    """Draw a measure's whole months up to as_at; `names` are the localities to draw, in their order."""
    definition = measure.definition
    own = points(measure, None, as_at)
    if len(own) < 2:
        return Trends()
    name, unit = f"chart-{definition.measure}", "" if definition.is_count else "%"
    level = float(national.value) if unit and national and national.value is not None else None
    lines = {place: points(measure, place, as_at) for place in names if place is not None and place >= 0}
    top = _top(definition, own, level)
    # All localities share one scale, so that their panels can be compared by eye.
    beside = own if unit else []
    places_top = _top(definition, [*beside, *(each for line in lines.values() for each in line)], None)
    wide, narrow = (
        charts.line(
            own,
            shape=shape,
            unit=unit,
            top=top,
            name=f"{name}-{kind}",
            title=f"{definition.title}: whole authority by month",
            description=describe(own, unit),
            england=level,
        )
        for kind, shape in (("wide", charts.WIDE), ("narrow", charts.NARROW))
    )
    return Trends(
        wide=wide,
        narrow=narrow,
        spark=sparkline([point.value for point in own[-24:]], top),
        whole_small=any(point.small for point in own),
        places_small=any(point.small for line in lines.values() for point in line),
        places=tuple(
            (
                place,
                charts.line(
                    line,
                    shape=charts.PANEL,
                    unit=unit,
                    top=places_top,
                    name=f"{name}-{number}",
                    title=f"{definition.title}: {names[place]} by month",
                    description=describe(line, unit),
                    behind=beside,
                ),
            )
            for number, (place, line) in enumerate(lines.items())
        ),
    )


def points(measure: MeasureFigures, place: Place, as_at: date) -> list[charts.Point]:
    """At most MONTHS whole months, the same for each place of a measure.

    A month in which a percentage had nothing to count is a gap; a count of nothing is 0.
    """
    whole = [each.start for each in measure.months.get(None, []) if whole_month(each, as_at)]
    if not whole:
        return []
    found = {each.start: each for each in measure.months.get(place, [])}
    month, line = min(whole), []
    while month <= max(whole):
        figure = found.get(month)
        value = float(figure.value) if figure and figure.value is not None else None
        if value is None and measure.definition.is_count:
            value = 0.0
        line.append(charts.Point(month, value, bool(figure) and is_small(figure, measure.definition)))
        month = (month + timedelta(days=32)).replace(day=1)
    return line[-MONTHS:]


def is_small(figure: Figure | None, definition: Definition) -> bool:
    """Whether a percentage stands on so few cases that one of them moves it far."""
    if figure is None or definition.is_count:
        return False
    return 0 < (figure.denominator or 0) < wording.SMALL_DENOMINATOR


def describe(line: Sequence[charts.Point], unit: str) -> str:
    """A line in words, for those who do not see it."""
    known = [point for point in line if point.value is not None]
    if not known:
        return "Nothing was counted in these months."

    def said(point: charts.Point) -> str:
        number = f"{point.value:,.1f}%" if unit else f"{point.value:,.0f}"
        return f"{number} in {wording.month(point.month)}"

    low, high = (pick(known, key=lambda point: point.value or 0.0) for pick in (min, max))
    return (
        f"From {said(known[0])} to {said(known[-1])}. Lowest {said(low)}, highest {said(high)}. "
        "Every month is in the table below."
    )


def _top(definition: Definition, line: Sequence[charts.Point], level: float | None) -> float:
    largest = max((*(point.value or 0.0 for point in line), level or 0.0), default=0.0)
    return charts.nice_top(largest) if definition.is_count else charts.percent_top(largest)
