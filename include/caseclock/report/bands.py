"""A measure in bands: each band's share of the whole beside England's, and by locality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from caseclock.catalogue.benchmarks import Benchmark
from caseclock.report import code_words, england, wording
from caseclock.report.cells import Cell, cell
from caseclock.report.england import Published
from caseclock.report.figures import Amount, Figure, MeasureFigures, Place

REASON_BANDS_LAST = ("unmapped", "not_recorded")


@dataclass(frozen=True)
class Band:
    """One band of the whole authority beside England's; shares are percentages, or None for plain counts."""

    label: str
    rows: Amount
    share: Decimal | None
    england: Decimal | None
    places: tuple[Cell, ...]


@dataclass(frozen=True)
class Banded:
    """A measure's bands; places are the columns of each band's cells, total the rows of all bands."""

    bands: tuple[Band, ...] = ()
    england: Benchmark | None = None
    places: tuple[str, ...] = ()
    total: Amount = 0

    @property
    def most(self) -> Band | None:
        """The band with the most rows."""
        return max(self.bands, key=lambda band: band.rows, default=None)


def banded(measure: MeasureFigures, places: Mapping[Place, str], kept: Published) -> Banded:
    """The bands of a measure's headline period, in their own order."""
    if not measure.bands:
        return Banded()
    definition = measure.definition
    national = kept.bands(definition.measure)
    shown = [place for place in places if any(place in cells for cells in measure.bands.values())]
    reasons = definition.measure.endswith("_by_reason")
    declared = [str(band["name"]) for band in definition.header.get("bands") or []]
    if reasons:
        declared = [label for label in REASON_BANDS_LAST if label not in measure.bands]
    labels = declared + [label for label in measure.bands if label not in declared]
    # Reasons stand by how often they occur, the two that are work for somebody last.
    if reasons:
        labels.sort(key=lambda label: (label in REASON_BANDS_LAST, -_rows(_at(measure, label, None))))
    found = tuple(
        Band(
            label=wording.reason(label) if reasons else code_words.band(definition.measure, label),
            rows=_rows(_at(measure, label, None)),
            share=_share(_at(measure, label, None)),
            england=each.value if (each := national.get(england.fold(label))) else None,
            places=tuple(cell(_at(measure, label, place), definition) for place in shown),
        )
        for label in labels
    )
    # What is said of the bands as a whole stands on one of them.
    said = sorted(national.values(), key=lambda each: not each.note)
    whole = next((each[None].denominator for each in measure.bands.values() if None in each), None)
    return Banded(found, next(iter(said), None), tuple(places[place] for place in shown), whole or 0)


def _at(measure: MeasureFigures, band: str, place: Place) -> Figure | None:
    """A band's figure; one without a row of its own is 0 of what the other bands of the place add to."""
    found = measure.bands.get(band, {}).get(place)
    other = next((cells[place] for cells in measure.bands.values() if place in cells), None)
    if found or other is None:
        return found
    return Figure(other.start, other.end, 0, other.denominator, Decimal("0.0"))


def _rows(figure: Figure | None) -> Amount:
    return (figure.numerator or 0) if figure else 0


def _share(figure: Figure | None) -> Decimal | None:
    if figure is None or not figure.denominator:
        return None
    return wording.one_decimal(100 * Decimal(str(figure.numerator or 0)) / Decimal(str(figure.denominator)))
