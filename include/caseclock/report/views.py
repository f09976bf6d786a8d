"""One measure as a page shows it: its words, its charts and the tables that say the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from caseclock.report import england, wording
from caseclock.report.england import England
from caseclock.report.figures import Definition, Figure, MeasureFigures, Place, whole_month
from caseclock.report.trends import Trends, is_small, trends

REASON_BANDS_LAST = ("unmapped", "not_recorded")


@dataclass(frozen=True)
class Cell:
    """One figure in a table: the figure, what it is made of, and whether that is few cases."""

    text: str
    made_of: str
    small: bool


@dataclass(frozen=True)
class Panel:
    """One locality: its figure over the headline period and its own line."""

    place: str
    cell: Cell
    chart: Markup


@dataclass(frozen=True)
class Band:
    """One band of the whole authority beside England's; shares are percentages or None."""

    label: str
    rows: int
    share: Decimal | None
    england: Decimal | None
    places: tuple[Cell, ...]


@dataclass(frozen=True)
class MeasureView:
    """Everything the page's template needs for one measure.

    `title` is the short one, up to its first comma. headline is None where there is nothing to show,
    and `reason` then says why. columns are the places of `months`.
    """

    definition: Definition
    title: str
    measured: bool
    status: str
    reason: str
    headline: Cell | None
    period: str
    lead: tuple[str, ...]
    england: England | None
    beside_england: str
    trends: Trends
    panels: tuple[Panel, ...]
    columns: tuple[str, ...]
    months: tuple[tuple[str, tuple[Cell, ...]], ...]
    years: tuple[tuple[str, Cell], ...]
    bands: tuple[Band, ...]
    bands_england: England | None
    band_places: tuple[str, ...]
    total: int


def view(measure: MeasureFigures, places: Mapping[Place, str], as_at: date) -> MeasureView:
    """The view of one measure at the as-at date; `places` are the localities in the order to show."""
    definition = measure.definition
    national = england.figure(definition.measure)
    headline = measure.headline.get(None)
    shown = [place for place in places if place in measure.headline or place in measure.months]
    if all(place is not None and place < 0 for place in shown):
        shown = []  # no locality is known: the column would repeat the whole authority
    drawn = trends(measure, national, {place: places[place] for place in shown}, as_at)
    bands, of_bands, band_places = _bands(measure, places)
    period = _period(measure)
    return MeasureView(
        definition=definition,
        # What follows a comma or stands in brackets is said with the definition.
        title=re.split(r", | \(", definition.title)[0],
        measured=measure.measured,
        status=measure.status,
        reason=measure.why_not,
        headline=_cell(headline, definition) if headline else None,
        period=period,
        lead=tuple(_lead(measure, places, as_at)),
        england=national,
        beside_england=_beside(headline, national),
        trends=drawn,
        panels=tuple(
            Panel(places[place], _cell(measure.headline.get(place), definition), chart)
            for place, chart in drawn.places
        ),
        columns=("Whole authority", *(places[place] for place in shown)),
        months=tuple(_months(measure, [None, *shown], as_at)),
        years=tuple((_year(figure, as_at), _cell(figure, definition)) for figure in reversed(measure.years)),
        bands=bands,
        bands_england=of_bands,
        band_places=band_places,
        total=next((bands[None].denominator or 0 for bands in measure.bands.values() if None in bands), 0),
    )


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
            f"By locality from {_cell(named[low], definition).text} ({places[low]}) "
            f"to {_cell(named[high], definition).text} ({places[high]})."
        )
    whole = [figure for figure in measure.months.get(None, []) if whole_month(figure, as_at)]
    if whole:
        latest = whole[-1]
        before = [
            each
            for each in whole
            if (each.start.year, each.start.month) == (latest.start.year - 1, latest.start.month)
        ]
        text = f"{wording.month(latest.start)}: {_words(latest, definition)}"
        text += f"; a year earlier {_words(before[0], definition)}." if before else "."
        sentences.append(text)
    return sentences


def _bands(
    measure: MeasureFigures, places: Mapping[Place, str]
) -> tuple[tuple[Band, ...], England | None, tuple[str, ...]]:
    definition = measure.definition
    national = england.bands(definition.measure)
    shown = [place for place in places if any(place in cells for cells in measure.bands.values())]
    reasons = "reason" in definition.measure
    declared = [str(band["name"]) for band in definition.header.get("bands") or []]
    if measure.bands and reasons:
        declared = [label for label in REASON_BANDS_LAST if label not in measure.bands]
    labels = declared + [label for label in measure.bands if label not in declared]
    # Reasons stand by how often they occur, the two that are work for somebody last.
    if reasons:
        labels.sort(key=lambda label: (label in REASON_BANDS_LAST, -_rows(_at(measure, label, None))))
    elif not measure.bands:
        labels = []
    found = tuple(
        Band(
            label=wording.reason(label) if reasons else _band_title(label),
            rows=_rows(_at(measure, label, None)),
            share=_share(_at(measure, label, None)),
            england=each.value if (each := national.get(england.fold(label))) else None,
            places=tuple(_cell(_at(measure, label, place), definition) for place in shown),
        )
        for label in labels
    )
    # What is said of the bands as a whole stands on one of them.
    said = sorted(national.values(), key=lambda each: not each.note)
    return found, next(iter(said), None), tuple(places[place] for place in shown)


def _at(measure: MeasureFigures, band: str, place: Place) -> Figure | None:
    """A band's figure; one without a row of its own is 0 of what the other bands of the place add to."""
    found = measure.bands.get(band, {}).get(place)
    other = next((cells[place] for cells in measure.bands.values() if place in cells), None)
    if found or other is None:
        return found
    return Figure(other.start, other.end, 0, other.denominator, Decimal("0.0"))


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
        rows.append((label, tuple(_cell(figure, definition) for figure in figures)))
    return rows


def _cell(figure: Figure | None, definition: Definition) -> Cell:
    if figure is None:
        return Cell("0" if definition.is_count else "–", "", False)
    if definition.is_count:
        return Cell(wording.count(figure.numerator), "", False)
    made_of = wording.of(figure.numerator, figure.denominator or 0)
    return Cell(wording.percent(figure.value), made_of, is_small(figure, definition))


def _words(figure: Figure, definition: Definition) -> str:
    cell = _cell(figure, definition)
    return f"{cell.text} ({cell.made_of})" if cell.made_of else cell.text


def _rows(figure: Figure | None) -> int:
    return figure.numerator if figure else 0


def _share(figure: Figure | None) -> Decimal | None:
    return wording.share(figure.numerator, figure.denominator or 0) if figure else None


def _band_title(label: str) -> str:
    text = label.replace("_", " ").replace("-", "–")
    return text[:1].upper() + text[1:]


def _beside(headline: Figure | None, national: England | None) -> str:
    if not headline or headline.value is None or not national or national.value is None:
        return ""
    # An old figure at second hand is shown, but nobody should be told to be above or below it.
    if national.unit != "percent" or national.status == "second_source":
        return ""
    gap = wording.one_decimal(headline.value) - wording.one_decimal(national.value)
    if not gap:
        return "the same as England"
    return f"{abs(gap)} {'point' if abs(gap) == 1 else 'points'} {'above' if gap > 0 else 'below'} England"


def _period(measure: MeasureFigures) -> str:
    figures = [
        *measure.headline.values(),
        *(each for band in measure.bands.values() for each in band.values()),
    ]
    if not figures:
        return ""
    last = wording.day(figures[0].end)
    return f"on {last}" if measure.headline_period == "as_at" else f"in the 12 months to {last}"


def _year(figure: Figure, as_at: date) -> str:
    first = figure.start.year
    name = f"April {first} to March {first + 1}"
    return name if figure.end <= as_at and figure.end.month == 3 else f"{name}, so far"
