"""One measure with all that its page shows: words, charts and the tables that say the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from caseclock.catalogue.benchmarks import Benchmark
from caseclock.report import cells, england, rollup, wording
from caseclock.report.ahead import Ahead
from caseclock.report.brief import Brief, brief
from caseclock.report.cells import Cell, cell, is_small
from caseclock.report.cuts import Cut, cuts
from caseclock.report.figures import Definition, Figure, MeasureFigures, Place, whole_month
from caseclock.report.targets import Verdict, verdict
from caseclock.report.tonight import Tonight
from caseclock.report.trends import Beside, Trends, trends


@dataclass(frozen=True)
class Panel:
    """One locality: its figure over the headline period, its own line, its target and its latest signal."""

    place: str
    cell: Cell
    chart: Markup
    target: Verdict | None
    signal: str


@dataclass(frozen=True)
class MeasureView:
    """Everything the template needs for one measure; columns are the places of `months`.

    published: each area's latest figure with its text. pooled: the last 36 months, where the measure has
    them. ahead: open clocks by place, the whole authority first. said: the definition's own texts.
    """

    brief: Brief
    definition: Definition
    axis: str
    lead: tuple[str, ...]
    pooled: Cell | None
    published: tuple[tuple[Benchmark, str], ...]
    not_published: str
    trends: Trends
    panels: tuple[Panel, ...]
    columns: tuple[str, ...]
    months: tuple[tuple[str, tuple[Cell, ...]], ...]
    years: tuple[tuple[str, Cell], ...]
    cuts: tuple[Cut, ...]
    rollup: tuple[rollup.Line, ...]
    ahead: tuple[tuple[str, Ahead], ...]
    said: tuple[tuple[str, str], ...]


def view(measure: MeasureFigures, tonight: Tonight) -> MeasureView:
    """The view of one measure."""
    definition, places, as_at = measure.definition, tonight.places, tonight.as_at
    known = definition.measure
    aims, limits = tonight.targets.get(known, {}), tonight.limits.get(known, {})
    national = tonight.published.england(known)
    shown = [place for place in places if place in measure.headline or place in measure.months]
    if all(place is not None and place < 0 for place in shown):
        shown = []  # no locality is known: the column would repeat the whole authority
    drawn = trends(
        measure,
        Beside(national, aims.get(("authority", -2)), limits),
        {place: places[place] for place in shown},
        as_at,
    )
    open_now = tonight.ahead.get(known, {})
    return MeasureView(
        brief=brief(measure, tonight),
        definition=definition,
        axis=cells.axis(definition),
        lead=tuple(_lead(measure, places, as_at)),
        pooled=cell(measure.pooled, definition) if measure.pooled else None,
        published=tuple((row, england.value_text(row)) for row in tonight.published.areas(known)),
        not_published=national.note if national and national.value is None else "",
        trends=drawn,
        panels=tuple(
            Panel(
                places[place],
                cell(measure.headline.get(place), definition),
                chart,
                verdict(aims.get(("locality", place or 0)), measure.headline.get(place), definition),
                limits[place].word if place in limits and limits[place].why else "",
            )
            for place, chart in drawn.places
        ),
        columns=("Whole authority", *(places[place] for place in shown)),
        months=tuple(_months(measure, [None, *shown], as_at)),
        years=tuple((_year(figure, as_at), cell(figure, definition)) for figure in reversed(measure.years)),
        cuts=cuts(measure, tonight.cuts, tonight.titles),
        rollup=rollup.lines(measure, tonight.by_post.get(known, {}), tonight.posts, aims),
        ahead=tuple(
            (places[place] if place is not None else "Whole authority", open_now[place])
            for place in (None, *places)
            if place in open_now
        ),
        said=tuple(_said(definition)),
    )


def _said(definition: Definition) -> list[tuple[str, str]]:
    texts = [
        (name, str(definition.header.get(key) or "").strip())
        for name, key in (
            ("Counted", "counted"),
            ("Among", "among"),
            ("Left out", "left_out"),
            ("Beware", "beware"),
        )
    ]
    return [(name, text if text.endswith(".") else f"{text}.") for name, text in texts if text]


def _lead(measure: MeasureFigures, places: Mapping[Place, str], as_at: date) -> list[str]:
    definition, headline = measure.definition, measure.headline.get(None)
    if not headline:
        return []
    sentences = []
    named = {
        place: figure
        for place, figure in measure.headline.items()
        if place is not None and place >= 0 and place in places and figure.value is not None
        and not is_small(figure, definition)
    }  # fmt: skip
    if len(named) > 1:
        low, high = (pick(named, key=lambda place: named[place].value or Decimal(0)) for pick in (min, max))
        sentences.append(
            f"By locality from {cell(named[low], definition).text} ({places[low]}) "
            f"to {cell(named[high], definition).text} ({places[high]})."
        )
    whole = [figure for figure in measure.months.get(None, []) if whole_month(figure, as_at)]
    if whole:
        latest = whole[-1]
        before = [
            each
            for each in whole
            if (each.start.year, each.start.month) == (latest.start.year - 1, latest.start.month)
        ]
        text = f"{wording.month(latest.start)}: {cells.words(latest, definition)}"
        text += f"; a year earlier {cells.words(before[0], definition)}." if before else "."
        sentences.append(text)
    return sentences


def _months(
    measure: MeasureFigures, shown: Sequence[Place], as_at: date
) -> list[tuple[str, tuple[Cell, ...]]]:
    definition = measure.definition
    by_place = {place: {each.start: each for each in measure.months.get(place, [])} for place in shown}
    starts = sorted({start for line in by_place.values() for start in line}, reverse=True)
    rows = []
    for start in starts:
        figures = [by_place[place].get(start) for place in shown]
        whole = all(whole_month(figure, as_at) for figure in figures if figure)
        label = wording.month(start) if whole else f"{wording.month(start)}, to {as_at.day} {as_at:%B}"
        rows.append((label, tuple(cell(figure, definition) for figure in figures)))
    return rows


def _year(figure: Figure, as_at: date) -> str:
    first = figure.start.year
    name = f"April {first} to March {first + 1}"
    return name if figure.end <= as_at and figure.end.month == 3 else f"{name}, so far"
