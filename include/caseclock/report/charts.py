"""Charts as SVG, drawn here so that a night of many measures takes no time; each says in words what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from markupsafe import Markup


@dataclass(frozen=True)
class Point:
    """A month (its first day) and its value; None where nothing was counted, which is a gap and not 0.

    said: the value in words with what it is made of. cases: how many it stands on, where that is worth
    a line of its own. is_signal: whether the month is more than chance.
    """

    month: date
    value: float | None
    small: bool = False
    said: str = ""
    cases: int | None = None
    is_signal: bool = False


@dataclass(frozen=True)
class Shape:
    """How large a chart is drawn, in CSS pixels; which months are labelled, how, and in how many steps values."""

    width: int
    height: int
    text: int
    labelled: tuple[int, ...]
    label: str
    values: int


WIDE = Shape(900, 230, 13, (4, 10), "%b %Y", 4)
NARROW = Shape(300, 190, 12, (4,), "%b %Y", 2)
PANEL = Shape(200, 110, 11, (1,), "%Y", 2)


@dataclass(frozen=True)
class Levels:
    """Level lines of a chart, each None where there is none; limits are lower, mean and upper."""

    england: float | None = None
    target: float | None = None
    limits: tuple[float, float, float] | None = None


NO_LEVELS = Levels()


def line(
    points: Sequence[Point],
    *,
    shape: Shape,
    unit: str,
    top: float,
    name: str,
    title: str,
    description: str,
    levels: Levels = NO_LEVELS,
    behind: Sequence[Point] = (),
) -> Markup:
    """A monthly line from 0 to `top`, or from as far below 0 as its values reach.

    unit is "%" or empty; `name` begins the two ids in the drawing, so it is used once a page. Months with
    few cases are hollow, signals are diamonds. `behind` is a grey line for comparison. The wide shape has
    the number of cases of each month below its axis where all of them fit.
    """
    cases = shape is WIDE and any(p.cases for p in points) and all((p.cases or 0) < 1000 for p in points)
    low = min((p.value for p in points if p.value is not None), default=0.0)
    plot = _Plot(shape, len(points), -nice_top(-low) if low < 0 else 0.0, top, unit, 18 if cases else 0)
    parts = [plot.grid(), plot.months([point.month for point in points])]
    for kind, level in (("limit", levels.limits), ("england", levels.england), ("target", levels.target)):
        for number, value in enumerate(level if isinstance(level, tuple) else (level,)):
            if value is not None and plot.low <= value <= top:
                parts.append(plot.level("mean" if kind == "limit" and number == 1 else kind, value))
    if behind:
        parts.append(plot.line("behind", behind))
    parts.append(plot.line("own", points))
    parts += [plot.dot(at, point) for at, point in enumerate(points) if point.value is not None]
    if cases:
        parts.append(plot.cases(points))
    return _said("".join(parts), shape, name, title, description)


def stacked_months(
    months: Sequence[tuple[date, Sequence[int]]],
    *,
    shape: Shape,
    name: str,
    title: str,
    description: str,
) -> Markup:
    """Columns by month, one part for each of at most four kinds, in the palette's order from below.

    months: each month's first day with the numbers of its parts.
    """
    first, last = months[0][0], months[-1][0]
    span = _number(last) - _number(first) + 1  # months without a case leave a gap
    top = nice_top(max((sum(values) for _, values in months), default=1))
    plot = _Plot(shape, span, 0.0, top, "", 0)
    wide = max(2.0, plot.step - 2)
    parts = [plot.grid(), plot.months([_month(_number(first) + at) for at in range(span)])]
    for month, values in months:
        left, below = plot.x(_number(month) - _number(first)) - wide / 2, 0
        for at, value in enumerate(values):
            if value:
                y, bottom = plot.y(below + value), plot.y(below)
                drawn = f"M{left:.1f} {y:.1f}h{wide:.1f}v{bottom - y:.1f}h{-wide:.1f}z"
                parts.append(f'<path class="p{at}" d="{drawn}"/>')
            below += value
    return _said("".join(parts), shape, name, title, description)


def nice_top(largest: float) -> float:
    """The smallest of 1, 2, 4, 5, 6, 8 times a power of ten that is not below `largest`."""
    if largest <= 0:
        return 1
    size = 10.0 ** len(str(int(largest))) / 10 if largest >= 1 else 1.0
    return next(size * step for step in (1, 2, 4, 5, 6, 8, 10) if size * step >= largest)


def percent_top(largest: float) -> float:
    """Percentages go to 100, but for the rare ones: a line along the floor says nothing."""
    return 100 if largest > 50 else max(nice_top(largest), 5)


class _Plot:
    """Where things stand in a drawing of a shape: months from left to right, `low` to `top` upwards."""

    def __init__(self, shape: Shape, months: int, low: float, top: float, unit: str, below: int) -> None:
        self.shape, self.low, self.top, self.unit = shape, low, top, unit
        self.left = 14 + shape.text * 0.6 * max(len(self._label(top)), len(self._label(low)))
        self.bottom = shape.height - shape.text - 10 - below
        self.step = (shape.width - self.left - 16) / max(months, 1)

    def x(self, at: int) -> float:
        return self.left + self.step * (at + 0.5)

    def y(self, value: float) -> float:
        inside = min(max(value, self.low), self.top)
        return 8 + (self.bottom - 8) * (self.top - inside) / (self.top - self.low)

    def grid(self) -> str:
        steps = self.shape.values
        if not self.unit and (self.top - self.low) % steps:  # half a case is no step for a count
            steps = next(number for number in (5, 3, 2, 1) if (self.top - self.low) % number == 0)
        lines, labels = "", ""
        for part in range(steps + 1):
            value = self.low + (self.top - self.low) * part / steps
            y = self.y(value)
            lines += f"M{self.left:.0f} {y:.1f}H{self.shape.width - 10}"
            labels += (
                f'<text x="{self.left - 6:.0f}" y="{y + self.shape.text / 3:.1f}">{self._label(value)}</text>'
            )
        return f'<path class="g" d="{lines}"/><g class="v">{labels}</g>'

    def months(self, months: Sequence[date]) -> str:
        # Labels stand at April, where the financial year begins, and half a year on where there is room;
        # the smallest charts name the year at its January.
        ticks, labels, free = "", "", 0.0
        for at, month in enumerate(months):
            if month.month not in self.shape.labelled:
                continue
            x, text = self.x(at), f"{month:{self.shape.label}}"
            ticks += f"M{x:.1f} {self.bottom:.1f}v4"
            half = len(text) * self.shape.text * 0.28
            middle = min(max(x, half), self.shape.width - half)
            if middle - half >= free:
                y = self.bottom + self.shape.text + 5
                labels += f'<text x="{middle:.1f}" y="{y:.1f}">{text}</text>'
                free = middle + half + 6
        line = f"M{self.left:.0f} {self.bottom:.1f}H{self.shape.width - 10}{ticks}"
        return f'<path class="a" d="{line}"/><g class="m">{labels}</g>'

    def level(self, kind: str, value: float) -> str:
        return f'<path class="{kind}" d="M{self.left:.0f} {self.y(value):.1f}H{self.shape.width - 10}"/>'

    def line(self, kind: str, points: Sequence[Point]) -> str:
        drawn, pen = "", "M"
        for at, point in enumerate(points):
            if point.value is None:
                pen = "M"
                continue
            drawn += f"{pen}{self.x(at):.1f} {self.y(point.value):.1f}"
            pen = "L"
        return f'<path class="{kind}" d="{drawn}"/>'

    def dot(self, at: int, point: Point) -> str:
        x, y = self.x(at), self.y(point.value or 0.0)
        said = f"<title>{escape(point.said)}</title>" if point.said and self.shape is WIDE else ""
        if point.is_signal:
            return f'<path class="s" d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6-6z">{said}</path>'
        if point.small:
            return f'<circle class="h" cx="{x:.1f}" cy="{y:.1f}" r="3.2">{said}</circle>'
        if self.shape is PANEL:
            return ""
        return f'<circle class="d" cx="{x:.1f}" cy="{y:.1f}" r="2.4">{said}</circle>'

    def cases(self, points: Sequence[Point]) -> str:
        y = self.shape.height - 4
        numbers = "".join(
            f'<text x="{self.x(at):.1f}" y="{y}">{point.cases or 0}</text>' for at, point in enumerate(points)
        )
        return f'<g class="n"><text x="2" y="{y}" class="n0">cases</text>{numbers}</g>'

    def _label(self, value: float) -> str:
        return f"{value:,.4g}{self.unit}" if value != int(value) else f"{int(value):,}{self.unit}"


def _said(drawn: str, shape: Shape, name: str, title: str, description: str) -> Markup:
    """The drawing with its title and description, fit to stand inside a page beside others."""
    return Markup(  # noqa: S704  (all text is escaped)
        f'<svg class="chart" viewBox="0 0 {shape.width} {shape.height}" font-size="{shape.text}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(description)}</desc>{drawn}</svg>'
    )


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
