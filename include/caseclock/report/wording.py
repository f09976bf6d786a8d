"""How figures, dates, places and reasons are written, the same on every page and line."""

from __future__ import annotations

import csv
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

SMALL_DENOMINATOR = 10
"""Fewer cases than this and a percentage is marked: one case then moves it by more than 10 points."""

PLACES = {-1: "Locality not known", -2: "No locality applies"}

NOT_RECORDED, UNMAPPED, WENT_ON = "NR", "UM", "WENT-ON"
"""Rows of a breakdown that are never folded into another one."""

REASON_FILE = Path(__file__).parents[1] / "catalogue" / "no_further_action_reasons.csv"

BASES = {
    "recorded": "reason recorded",
    "flag": "taken from an outcome flag",
    "next_step": "taken from the next step",
    "inferred": "inferred from text",
    "none": "no reason",
}


def count(number: int) -> str:
    """1234 as 1,234."""
    return f"{number:,}"


def amount(number: Decimal | float) -> str:
    """1234 as 1,234 and 12.25 as 12.3: full-time posts have one decimal."""
    return f"{int(number):,}" if number == int(number) else f"{one_decimal(number):,}"


def percent(value: Decimal | float | None) -> str:
    """A percentage with one decimal, or a dash where there is nothing to divide by."""
    return "–" if value is None else f"{one_decimal(value)}%"


def one_decimal(value: Decimal | float) -> Decimal:
    """Rounded half up to one decimal, as the measures are."""
    return Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def share(numerator: int, denominator: int) -> Decimal | None:
    """Numerator over denominator in percent, one decimal half up; None when the denominator is 0."""
    return one_decimal(Decimal(100 * numerator) / denominator) if denominator else None


def of(numerator: int, denominator: int) -> str:
    """12 and 3456 as "12 of 3,456"."""
    return f"{numerator:,} of {denominator:,}"


def day(on: date) -> str:
    """15 November 2026."""
    return f"{on.day} {on:%B %Y}"


def moment(at: datetime) -> str:
    """16 November 2026 at 02:14, in London; a time without an offset is London's already."""
    at = at.astimezone(ZoneInfo("Europe/London")) if at.tzinfo else at
    return f"{day(at.date())} at {at:%H:%M}"


def month(on: date) -> str:
    """November 2026."""
    return f"{on:%B %Y}"


def reason(code: str) -> str:
    """The plain name of a no further action reason or of the band it is published in.

    A code that nobody declared is shown as it is.
    """
    return _reasons().get(code.strip().upper(), code)


@cache
def _reasons() -> dict[str, str]:
    with REASON_FILE.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    bands = [row["band"] for row in rows]
    names = {"OTHER": "Other reasons", WENT_ON: "Marked, but the case went on all the same"}
    names |= {row["band"].upper(): row["title"] for row in rows if bands.count(row["band"]) == 1}
    names |= {row["code"].upper(): row["title"] for row in rows}
    unmapped = {code: f"Unmapped: {names[code][:1].lower()}{names[code][1:]}" for code in ("UM", "UNMAPPED")}
    return names | unmapped


def plural(number: int, one: str, many: str | None = None) -> str:
    """1 as "1 rule", 3 as "3 rules"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def unit(name: str | None, limit: int | None) -> str:
    """A clock's limit in words: "15 working days", or nothing for a measure without one."""
    if not limit or not name:
        return ""
    words = name.replace("_", " ")
    return f"{limit} {words[:-1] if limit == 1 and words.endswith('s') else words}"
