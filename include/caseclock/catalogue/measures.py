"""Clocks and measures as their files declare them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from caseclock.catalogue.header import Declaration, read_folder
from caseclock.errors import ConfigurationError
from caseclock.settings import PROJECT

CLOCKS = PROJECT / "sql" / "clocks"
MEASURES = PROJECT / "sql" / "measures"

WORDING = {
    "title", "source", "standard", "better", "needs", "version", "effective_from",
    "counted", "among", "left_out", "beware", "category", "domain",
}  # fmt: skip
"""Keys of a header that may change without a new version: no figure moves with them."""

LATER = {"figure", "decimals", "pool_months", "unit", "counted_on", "after_figures"}
"""Keys that came after the first definitions; a header without them keeps the hash that it had."""

Kind = Literal["count", "proportion", "ratio", "mean", "median", "children"]
"""How a figure is made of its rows: see `sql/ledger/measure_value.sql`."""

DatedBy = Literal["starts_on", "stops_on", "due_on", "as_at"]
Standard = Literal["statutory", "published", "local"]
Better = Literal["high", "low", "neutral"]


Domain = Literal[
    "contacts", "referrals", "assessments", "section_47", "child_protection", "child_in_need", "looked_after",
    "care_leavers", "missing", "adoption", "complaints", "caseload", "workforce", "audit", "early_help",
    "performance",
]  # fmt: skip
"""The part of the work that a measure is about; pages and the dictionary are in this order."""


class Band(BaseModel):
    """One band of durations: up to and with `up_to`, in the clock's unit; the last one has no end."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    up_to: float | None = None


class _Common(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    standard: Standard
    better: Better
    needs: list[str] = Field(min_length=1)
    version: int = Field(ge=1)
    effective_from: date
    source: str
    domain: Domain
    counted: str | None = None
    among: str | None = None
    left_out: str | None = None
    beware: str | None = None
    category: str | None = None
    decimals: Literal[0, 1] = 1
    pool_months: Literal[36] | None = None


class ClockHeader(_Common):
    """The header of a clock: one row of its SELECT is one time that the clock ran."""

    clock: str
    limit: int = Field(ge=0)
    unit: Literal["working_days", "days", "months", "hours"]
    figure: Literal["proportion", "mean", "median", "count"] = "proportion"
    counted_on: DatedBy
    open_rows: Literal["left_out", "late_when_overdue", "judged"]
    place_at: DatedBy
    numerator: Literal["in_time", "late"] = "in_time"
    bands: list[Band] = []
    open_states: tuple[str, str] = ("open_in_time", "open_overdue")
    awaiting_state: str | None = None
    after_end: Literal["open", "late"] = "open"


class MeasureHeader(_Common):
    """The header of a count or a proportion: one row of its SELECT is one counted thing."""

    measure: str
    kind: Kind
    unit: str | None = None
    counted_on: Literal["as_at"] | None = None
    after_figures: bool = False


@dataclass(frozen=True)
class Measure:
    """One published measure: a clock, or a count or proportion."""

    header: ClockHeader | MeasureHeader
    declaration: Declaration

    @cached_property
    def id(self) -> str:
        """The measure's id, as published where it has one."""
        return self.header.clock if isinstance(self.header, ClockHeader) else self.header.measure

    @property
    def kind(self) -> str:
        """`clock`, or how the rows of a measure become its figure."""
        return "clock" if isinstance(self.header, ClockHeader) else self.header.kind

    @property
    def figure(self) -> str:
        """How the rows become the figure: count, proportion, ratio, mean, median or children."""
        return self.header.figure if isinstance(self.header, ClockHeader) else self.header.kind

    @property
    def after_figures(self) -> bool:
        """Whether its SELECT reads the figures of other measures, so that it runs after them."""
        return isinstance(self.header, MeasureHeader) and self.header.after_figures

    @property
    def is_snapshot(self) -> bool:
        """Whether the figure is taken at a date: each month's end and the as-at date."""
        return self.header.counted_on == "as_at"

    @property
    def title(self) -> str:
        """What is measured, in plain English."""
        return self.header.title

    @property
    def unit(self) -> str | None:
        """The unit of a clock's limit or of a measure's figure; None for counts and proportions."""
        return self.header.unit

    @property
    def limit(self) -> int | None:
        """The clock's usual limit in its unit; a row may carry its own."""
        return self.header.limit if isinstance(self.header, ClockHeader) else None

    @property
    def source(self) -> str:
        """Where the definition comes from."""
        return self.header.source

    @property
    def version(self) -> int:
        """Version of the definition; a changed SELECT needs a new one."""
        return self.header.version

    @property
    def sha256(self) -> str:
        """Hash of everything that moves the figures: the SELECT, and the header without its wording."""
        counted = self.header.model_dump(mode="json", exclude=WORDING)
        unset = self.header.model_dump(mode="json", exclude_unset=True)
        counted = {key: value for key, value in counted.items() if key not in LATER or key in unset}
        return hashlib.sha256(
            f"{json.dumps(counted, sort_keys=True)}{self.declaration.sha256}".encode()
        ).hexdigest()

    @property
    def select(self) -> str:
        """The SELECT that yields the rows."""
        return self.declaration.select


def measures() -> list[Measure]:
    """Every declared clock and measure, in the order of their ids.

    Raises ConfigurationError, with the file and the key, when a header does not fit the grammar or a
    file is not named after its id.
    """
    found = [_measure(each, ClockHeader) for each in read_folder(CLOCKS)]
    found += [_measure(each, MeasureHeader) for each in read_folder(MEASURES)]
    return sorted(found, key=lambda measure: measure.id)


def _measure(declaration: Declaration, kind: type[ClockHeader] | type[MeasureHeader]) -> Measure:
    try:
        measure = Measure(kind.model_validate(declaration.header), declaration)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise ConfigurationError(
            f"The header does not fit: {first['msg'].lower()}.",
            where=f"{declaration.path.name}, {'.'.join(map(str, first['loc']))}",
            do="Compare it with the worked example in CONTRIBUTING.md.",
        ) from None
    if declaration.path.stem != measure.id:
        raise ConfigurationError(
            f"The file is named {declaration.path.stem} and declares {measure.id}.",
            where=declaration.path.name,
            do="Give both the same name.",
        )
    return measure
