"""One measure in a line: its figure and what stands beside it, in words."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from caseclock.catalogue.benchmarks import Benchmark
from caseclock.report import england, signals, wording
from caseclock.report.bands import Banded, banded
from caseclock.report.cells import Cell, cell
from caseclock.report.domains import FOLDER
from caseclock.report.figures import Definition, Figure, MeasureFigures, whole_month
from caseclock.report.pages import slug
from caseclock.report.signals import Limits
from caseclock.report.targets import Verdict, verdict
from caseclock.report.tonight import Tonight
from caseclock.report.trends import spark

NOT_FIGURES = {"not_supplied": "Not supplied", "measured": "Nothing to count"}


@dataclass(frozen=True)
class Beside:
    """A published figure beside the local one; differs says how its definition differs, if it does."""

    row: Benchmark
    text: str
    gap: str

    @property
    def differs(self) -> str:
        """How the publication's definition differs; empty where it does not."""
        return self.row.differs


@dataclass(frozen=True)
class Brief:
    """A measure in a line. headline is None where there is none, and `reason` or the bands then say more.

    page: the page with its whole account, beside the scorecard; anchor: where on it.
    """

    definition: Definition
    title: str
    page: str
    anchor: str
    measured: bool
    status: str
    reason: str
    headline: Cell | None
    period: str
    bands: Banded
    spark: Markup
    beside: Beside | None
    target: Verdict | None
    limits: Limits | None
    months: int

    @property
    def no_figure(self) -> str:
        """What stands in the place of the figure of a measure that has none."""
        return "" if self.measured else NOT_FIGURES.get(self.status, "Not measured")

    @property
    def why(self) -> str:
        """Why there is no figure, as a sentence without its full stop; empty where there is one."""
        text = self.reason.replace("not supplied: ", "missing: ", 1)
        return text[:1].upper() + text[1:]

    @property
    def signal(self) -> str:
        """Signal or noise in a word or two; empty for a measure without months."""
        if self.limits:
            return self.limits.word
        return f"Under {signals.FEWEST} months" if self.months else ""


def brief(measure: MeasureFigures, tonight: Tonight) -> Brief:
    """The line of one measure."""
    definition = measure.definition
    headline = measure.headline.get(None)
    aims = tonight.targets.get(definition.measure, {})
    return Brief(
        definition=definition,
        title=tonight.titles[definition.measure],
        page=f"{FOLDER}/{definition.domain}.html",
        anchor=slug(definition.measure),
        measured=measure.measured,
        status=measure.status,
        reason=measure.why_not,
        headline=cell(headline, definition) if headline else None,
        period=period(measure),
        bands=banded(measure, tonight.places, tonight.published),
        spark=spark(measure, tonight.as_at),
        beside=beside(tonight.published.areas(definition.measure), headline),
        target=verdict(aims.get(("authority", -2)), headline, definition),
        limits=tonight.limits.get(definition.measure, {}).get(None),
        months=sum(whole_month(each, tonight.as_at) for each in measure.months.get(None, [])),
    )


def beside(areas: tuple[Benchmark, ...], headline: Figure | None) -> Beside | None:
    """The first published area beside a figure: England where it has one, then a region."""
    if not areas:
        return None
    value = headline.value if headline else None
    return Beside(areas[0], england.value_text(areas[0]), england.gap(value, areas[0]))


def period(measure: MeasureFigures) -> str:
    """Of when the headline is: "on 31 March 2026", "in the 12 months to 31 March 2026"."""
    found = [
        *measure.headline.values(),
        *(each for band in measure.bands.values() for each in band.values()),
    ]
    if not found:
        return ""
    last = wording.day(found[0].end)
    return f"on {last}" if measure.headline_period == "as_at" else f"in the 12 months to {last}"
