"""England's published figures, to show beside a local one."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from caseclock.errors import ConfigurationError

FILE = Path(__file__).with_name("england.csv")
STATUSES = {
    "read": "",
    "computed": "computed from the published counts",
    "second_source": "quoted by a second source; the publication itself was not read",
    "not_published": "",
}


@dataclass(frozen=True)
class England:
    """One published figure: `value` is a percentage (unit percent) or a count.

    year is the publication's year to 31 March (2024-25); numerator and denominator are None where
    they were not published. status is one of STATUSES; a measure that England does not publish has
    status not_published, no value, and the reason as its note.
    """

    measure: str
    band: str
    year: str
    value: Decimal | None
    numerator: int | None
    denominator: int | None
    unit: str
    source: str
    status: str
    note: str


@cache
def published(file: Path = FILE) -> tuple[England, ...]:
    """Every row of the file, in its order; ConfigurationError names the row that cannot be read."""
    rows = []
    with file.open(encoding="utf-8", newline="") as text:
        for number, row in enumerate(csv.DictReader(text), start=1):
            try:
                rows.append(_row(row))
            except (ValueError, ArithmeticError, KeyError):
                raise ConfigurationError(
                    "A row of England's figures cannot be read.",
                    where=f"{file.name}, row {number}",
                    do="Give it numbers without commas and one of the statuses " + ", ".join(STATUSES) + ".",
                ) from None
    return tuple(rows)


def figure(measure: str) -> England | None:
    """The latest figure of a measure that is not in bands; None when nothing is known of it."""
    rows = [row for row in published() if row.measure == measure and not row.band]
    return max(rows, key=lambda row: row.year, default=None)


def bands(measure: str) -> dict[str, England]:
    """The latest year's bands of a measure, by their folded label (see fold); empty when there are none."""
    rows = [row for row in published() if row.measure == measure and row.band]
    latest = max((row.year for row in rows), default="")
    return {fold(row.band): row for row in rows if row.year == latest}


def fold(label: str) -> str:
    """A band's label so that 41–45, "41 to 45" and "41_45 working days" are the same."""
    text = label.lower().replace("working days", "").replace("_", "-").replace("–", "-").replace(" to ", "-")
    text = text.replace(" or more", "+").replace(" and over", "+").replace("same-day", "same day").strip()
    return "same day" if text == "0" else text


def _row(row: dict[str, str]) -> England:
    if row["status"] not in STATUSES:
        raise ValueError(row["status"])
    return England(
        measure=row["measure"],
        band=row["band"],
        year=row["year"],
        value=Decimal(row["value"]) if row["value"] else None,
        numerator=int(row["numerator"]) if row["numerator"] else None,
        denominator=int(row["denominator"]) if row["denominator"] else None,
        unit=row["unit"],
        source=row["source"],
        status=row["status"],
        note=row["note"],
    )
