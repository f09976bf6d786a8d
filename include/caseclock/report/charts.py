"""Charts as SVG without a browser, a script or the network; each says in words what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt
import vl_convert
from lxml import etree
from markupsafe import Markup

DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE = "#12436D", "#28A197", "#801650", "#F46A25"
"""The palette for categories of the Government Analysis Function, in its order."""

INK, GRID, BEHIND = "#38434d", "#e3e7eb", "#7d8892"
GRAMMAR = ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])
DROPPED = ("class", "role", "font-family", "pointer-events")
"""What the drawing says of itself for a page with a script; the font is the page's."""

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Point:
    """A month (its first day) and its value; None where nothing was counted, which is a gap and not 0."""

    month: date
    value: float | None
    small: bool = False


@dataclass(frozen=True)
class Shape:
    """How large a chart is drawn, in CSS pixels; which months are labelled, how, and in how many steps values."""

    width: int
    height: int
    text: int
    labelled: tuple[int, ...]
    label: str
    values: int


WIDE = Shape(830, 180, 13, (4, 10), "%b %Y", 4)
NARROW = Shape(230, 150, 12, (4,), "%b %Y", 2)
PANEL = Shape(165, 84, 11, (1,), "%Y", 2)


def line(
    points: Sequence[Point],
    *,
    shape: Shape,
    unit: str,
    top: float,
    name: str,
    title: str,
    description: str,
    england: float | None = None,
    behind: Sequence[Point] = (),
) -> Markup:
    """A monthly line from 0 to `top`.

    unit is "%" or empty; `name` begins every id in the drawing, so it is used once a page. Months
    with few cases are hollow. `england` is a dashed level; `behind` a grey line for comparison.
    """
    layers: list[Any] = []
    months = [point.month for point in points]
    x, y = _month_axis(months, shape), _value_axis(top, unit, shape)
    if behind:
        layers.append(_series(behind).mark_line(color=BEHIND, strokeWidth=1.5).encode(x=x, y=y))
    if england is not None:
        level = _chart([{"value": england}])
        layers.append(level.mark_rule(color=ORANGE, strokeWidth=2, strokeDash=[6, 4]).encode(y=y))
    own = _series(points)
    layers.append(own.mark_line(color=DARK_BLUE, strokeWidth=2.5, strokeJoin="round").encode(x=x, y=y))
    dots = own.transform_filter("isValid(datum.value) && !datum.small")
    layers.append(dots.mark_point(color=DARK_BLUE, filled=True, size=14, opacity=1).encode(x=x, y=y))
    hollow = own.transform_filter("isValid(datum.value) && datum.small")
    layers.append(
        hollow.mark_point(stroke=DARK_BLUE, fill="white", strokeWidth=1.5, size=34, opacity=1).encode(
            x=x, y=y
        )
    )
    return _draw(alt.layer(*layers), shape, name, title, description)


def stacked_months(
    months: Sequence[tuple[date, Sequence[int]]],
    kinds: Sequence[str],
    *,
    shape: Shape,
    name: str,
    title: str,
    description: str,
) -> Markup:
    """Columns by month, one part for each of at most four kinds, in the palette's order from below."""
    rows = [
        {"month": _noon(month), "kind": kind, "order": order, "value": value}
        for month, values in months
        for order, (kind, value) in enumerate(zip(kinds, values, strict=True))
    ]
    top = nice_top(max((sum(values) for _, values in months), default=1))
    first, last = months[0][0], months[-1][0]
    span = (last.year - first.year) * 12 + last.month - first.month + 1  # months without a case leave a gap
    wide = max(3.0, shape.width / (span + 1) - 2)
    colours = alt.Scale(domain=list(kinds), range=[DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE][: len(kinds)])
    chart = (
        _chart(rows)
        .mark_bar(width=wide, stroke="white", strokeWidth=1)
        .encode(
            x=_month_axis([month for month, _ in months], shape, wide / 2 + 1),
            y=_value_axis(top, "", shape),
            color=alt.Color("kind:N", scale=colours, legend=None),
            order=alt.Order("order:Q"),
        )
    )
    return _draw(chart, shape, name, title, description)


def nice_top(largest: float) -> float:
    """The smallest of 1, 2, 4, 5, 6, 8 times a power of ten that is not below `largest`."""
    if largest <= 0:
        return 1
    size = 10.0 ** len(str(int(largest))) / 10 if largest >= 1 else 1.0
    return next(size * step for step in (1, 2, 4, 5, 6, 8, 10) if size * step >= largest)


def percent_top(largest: float) -> float:
    """Percentages go to 100, but for the rare ones: a line along the floor says nothing."""
    return 100 if largest > 50 else max(nice_top(largest), 5)


def _series(points: Sequence[Point]) -> Any:
    rows = [{"month": _noon(each.month), "value": each.value, "small": each.small} for each in points]
    return _chart(rows)


def _chart(rows: list[dict[str, Any]]) -> Any:
    return alt.Chart(alt.InlineData(rows))


def _noon(month: date) -> str:
    return f"{month.isoformat()}T12:00:00Z"


def _month_axis(months: Sequence[date], shape: Shape, padding: float = 6) -> Any:
    # Labels stand at April, where the financial year begins, and half a year on where there is room;
    # the smallest charts name the year at its January.
    labelled = [month for month in months if month.month in shape.labelled]
    ticks = [
        alt.DateTime(year=month.year, month=month.month, date=1, hours=12, utc=True) for month in labelled
    ]
    axis = alt.Axis(
        values=ticks,
        format=shape.label,
        grid=False,
        title=None,
        labelFlush=True,
        labelOverlap=True,
        tickSize=4,
    )
    return alt.X("month:T", scale=alt.Scale(type="utc", nice=False, padding=padding), axis=axis)


def _value_axis(top: float, unit: str, shape: Shape) -> Any:
    # Half a case is no step for a count.
    steps = next(number for number in (shape.values, 5, 3, 2, 1) if unit or top % number == 0)
    values = [top * part / steps for part in range(steps + 1)]
    axis = alt.Axis(
        values=values,
        title=None,
        ticks=False,
        domain=False,
        labelPadding=6,
        labelExpr=f"format(datum.value, ',~f') + '{unit}'",
    )
    return alt.Y(
        "value:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=axis, stack="zero" if not unit else None
    )


def _draw(chart: Any, shape: Shape, name: str, title: str, description: str) -> Markup:
    spec = (
        chart.properties(width=shape.width, height=shape.height, background="transparent", padding=4)
        .configure(aria=False)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK, labelFontSize=shape.text, gridColor=GRID, domainColor=BEHIND, tickColor=BEHIND
        )
        .to_dict(validate=False)
    )
    return _said(vl_convert.vegalite_to_svg(spec, vl_version=GRAMMAR), name, title, description)


def _said(svg: str, name: str, title: str, description: str) -> Markup:
    """The SVG with its title and description, fit to stand inside a page beside others."""
    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    for element in _elements(root):
        for attribute in list(element.attrib):
            if attribute in DROPPED or attribute.startswith("aria-"):
                del element.attrib[attribute]
            elif attribute == "id":
                element.set("id", f"{name}-{element.get('id')}")
            elif element.get(attribute, "").startswith("url(#"):
                element.set(attribute, element.get(attribute, "").replace("url(#", f"url(#{name}-"))
    for tag, text in (("desc", description), ("title", title)):
        said = etree.Element(f"{SVG}{tag}", id=f"{name}-{tag}")
        said.text = text
        root.insert(0, said)
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    etree.cleanup_namespaces(root)
    return Markup(etree.tostring(root, encoding="unicode"))  # noqa: S704  (lxml has escaped the text)


def _elements(root: Any) -> Iterator[Any]:
    return (element for element in root.iter() if isinstance(element.tag, str))
