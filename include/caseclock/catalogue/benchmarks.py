"""Published figures of England, of regions and of statistical neighbours, to show beside a local one."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from caseclock.catalogue.council_tables import csv_rows
from caseclock.errors import ConfigurationError

FILE = Path(__file__).with_name("benchmarks.csv")
"""The starter: what was read of the national publications."""

COUNCILS_OWN = "benchmarks.csv"
"""The council's own rows, in its configuration: its region, its neighbours, later years."""

AreaKind = Literal["england", "region", "statistical_neighbour"]

STATUSES = {
    "read": "",
    "computed": "computed from the published counts",
    "second_source": "quoted by a second source; the publication itself was not read",
    "not_published": "",
}


@dataclass(frozen=True)
class Benchmark:
    """One published figure: `value` in `unit` (percent, count, days, working_days, cases per FTE).

    year is the publication's: a year to 31 March as 2024-25, a day's figure as 2025. numerator and
    denominator are None where they were not published. status is one of STATUSES; a measure that nobody
    publishes has the status not_published, no value, and the reason as its note. differs says in words how
    the publication's definition differs from the measure's, and is empty where it does not.
    """

    measure: str
    band: str
    area_kind: str
    area: str
    year: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    unit: str
    source: str
    status: str
    differs: str
    note: str


@cache
def published(file: Path = FILE) -> tuple[Benchmark, ...]:
    """Every row of the starter file, in its order; ConfigurationError names the row that cannot be read."""
    with file.open(encoding="utf-8", newline="") as text:
        return tuple(_read(enumerate(csv.DictReader(text), start=1), file.name))


def benchmarks() -> tuple[Benchmark, ...]:
    """The starter's rows with the council's own, which take the place of the same measure, band, area and year.

    Raises ConfigurationError with the row that cannot be read.
    """
    own = _read(csv_rows(COUNCILS_OWN, tuple(Benchmark.__annotations__)), COUNCILS_OWN)
    rows = {(row.measure, row.band, row.area_kind, row.area, row.year): row for row in (*published(), *own)}
    return tuple(rows.values())


def _read(rows: Iterable[tuple[int, dict[str, str]]], file: str) -> list[Benchmark]:
    found = []
    for number, row in rows:
        try:
            found.append(_row(row))
        except (ValueError, ArithmeticError, KeyError):
            raise ConfigurationError(
                "A row of the benchmarks cannot be read.",
                where=f"{file}, row {number}",
                do="Give it numbers without commas, one of the kinds of area "
                f"{', '.join(get_args(AreaKind))}, and one of the statuses {', '.join(STATUSES)}.",
            ) from None
    return found


def _row(row: dict[str, str]) -> Benchmark:
    if row["status"] not in STATUSES or row["area_kind"] not in get_args(AreaKind) or not row["measure"]:
        raise ValueError(row["status"])
    numbers = {name: _number(row[name]) for name in ("value", "numerator", "denominator")}
    if (numbers["value"] is None) != (row["status"] == "not_published"):
        raise ValueError(row["value"])
    texts = {name: row[name] for name in Benchmark.__annotations__ if name not in numbers}
    return Benchmark(**texts, **numbers)  # type: ignore[arg-type]  # the two kinds are told apart by their names


def _number(text: str) -> Decimal | None:
    number = Decimal(text) if text else None
    if number is not None and not number.is_finite():
        raise ValueError(text)
    return number
