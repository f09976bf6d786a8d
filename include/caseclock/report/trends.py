"""Monthly lines of one measure: the whole authority, each locality, and what they show in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from caseclock.catalogue.benchmarks import Benchmark
from caseclock.report import cells, charts, wording
from caseclock.report.figures import MONTHS, Definition, MeasureFigures, Place, whole_month
from caseclock.report.signals import Limits
from caseclock.report.sparkline import sparkline
from caseclock.report.targets import Target


@dataclass(frozen=True)
class Trends:
    """The charts of a measure; empty when there are fewer than two whole months.

    places: each locality's own line. The *_small flags say whether a line has a month of few cases, the
    others which kinds of line and point the chart of the whole authority has, for its key.
    """

    wide: Markup | None = None
    narrow: Markup | None = None
    whole_small: bool = False
    places_small: bool = False
    has_signal: bool = False
    has_limits: bool = False
    england: Benchmark | None = None
    has_target: bool = False
    places: tuple[tuple[Place, Markup], ...] = ()


@dataclass(frozen=True)
class Beside:
    """What a chart shows beside the line: England's figure, the authority's target and limits by place."""

    england: Benchmark | None
    target: Target | None
    limits: Mapping[Place, Limits]


def spark(measure: MeasureFigures, as_at: date) -> Markup:
    """The last 24 whole months as a tiny line; empty when there are fewer than two."""
    own = points(measure, None, as_at)
    return (
        sparkline([point.value for point in own[-24:]], _top(measure.definition, own))
        if len(own) > 1
        else Markup("")
    )


def trends(measure: MeasureFigures, beside: Beside, names: Mapping[Place, str], as_at: date) -> Trends:
    """Draw a measure's whole months up to as_at; `names` are the localities to draw, in their order."""
    definition = measure.definition
    limits = beside.limits.get(None)
    own = points(measure, None, as_at, limits)
    if len(own) < 2:
        return Trends()
    name, unit = f"chart-{definition.measure}", "%" if definition.is_percentage else ""
    national = beside.england if _comparable(definition, beside.england) else None
    levels = charts.Levels(
        england=float(national.value) if national and national.value is not None else None,
        target=float(beside.target.target) if beside.target else None,
        limits=(limits.lower, limits.mean, limits.upper) if limits else None,
    )
    upper = (min(limits.upper, 100.0) if unit else limits.upper) if limits else None
    lines = {place: points(measure, place, as_at) for place in names if place is not None and place >= 0}
    top = _top(definition, own, levels.england, levels.target, upper)
    # All localities share one scale, so that their panels can be compared by eye.
    beside_them = own if not definition.is_count else []
    places_top = _top(definition, [*beside_them, *(each for line in lines.values() for each in line)])
    wide, narrow = (
        charts.line(
            own,
            shape=shape,
            unit=unit,
            top=top,
            name=f"{name}-{kind}",
            title=f"{definition.title}: whole authority by month",
            description=describe(own, definition, limits),
            levels=levels,
        )
        for kind, shape in (("wide", charts.WIDE), ("narrow", charts.NARROW))
    )
    return Trends(
        wide=wide,
        narrow=narrow,
        whole_small=any(point.small and not point.is_signal for point in own),
        places_small=any(point.small for line in lines.values() for point in line),
        has_signal=any(point.is_signal for point in own),
        has_limits=limits is not None,
        england=national,
        has_target=levels.target is not None,
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
                    description=describe(line, definition),
                    behind=beside_them,
                ),
            )
            for number, (place, line) in enumerate(lines.items())
        ),
    )


def points(
    measure: MeasureFigures, place: Place, as_at: date, limits: Limits | None = None
) -> list[charts.Point]:
    """At most MONTHS whole months, the same for each place of a measure.

    A month in which a percentage had nothing to count is a gap; a count of nothing is 0.
    """
    definition = measure.definition
    stands_on_cases = not definition.is_count and definition.figure != "ratio"
    whole = [each.start for each in measure.months.get(None, []) if whole_month(each, as_at)]
    if not whole:
        return []
    found = {each.start: each for each in measure.months.get(place, [])}
    month, line = min(whole), []
    while month <= max(whole):
        figure = found.get(month)
        value = float(figure.value) if figure and figure.value is not None else None
        if value is None and definition.is_count:
            value = 0.0
        cases = figure.denominator if figure and stands_on_cases else None
        line.append(
            charts.Point(
                month,
                value,
                cells.is_small(figure, definition),
                f"{wording.month(month)}: {cells.words(figure, definition)}"
                if figure and place is None
                else "",
                round(cases) if cases is not None else None,
                limits is not None and month in limits.states,
            )
        )
        month = (month + timedelta(days=32)).replace(day=1)
    return line[-MONTHS:]


def describe(line: Sequence[charts.Point], definition: Definition, limits: Limits | None = None) -> str:
    """A line in words, for those who do not see it."""
    known = [point for point in line if point.value is not None]
    if not known:
        return "Nothing was counted in these months."

    def said(point: charts.Point) -> str:
        text = f"{cells.value_text(point.value, definition)} {cells.unit(definition)}".strip()
        return f"{text} in {wording.month(point.month)}"

    low, high = (pick(known, key=lambda point: point.value or 0.0) for pick in (min, max))
    around = ""
    if limits:
        floor = min(0.0, *(point.value or 0.0 for point in known))
        ends = (
            max(limits.lower, floor),
            min(limits.upper, 100.0) if definition.is_percentage else limits.upper,
        )
        lower, upper = (cells.value_text(each, definition) for each in ends)
        signals = wording.plural(sum(point.is_signal for point in line), "month")
        around = f"Natural limits {lower} to {upper}; {signals} with a signal. "
    return (
        f"From {said(known[0])} to {said(known[-1])}. Lowest {said(low)}, highest {said(high)}. "
        f"{around}Every month is in the table below."
    )


def _comparable(definition: Definition, national: Benchmark | None) -> bool:
    # A number of all England has no place on the axis of one authority.
    if national is None or national.value is None or definition.is_count:
        return False
    return (national.unit == "percent") == definition.is_percentage


def _top(definition: Definition, line: Sequence[charts.Point], *levels: float | None) -> float:
    values = [point.value or 0.0 for point in line] + [level for level in levels if level is not None]
    largest = max(values, default=0.0)
    return (
        charts.percent_top(largest)
        if definition.is_percentage and largest <= 100
        else charts.nice_top(largest)
    )
