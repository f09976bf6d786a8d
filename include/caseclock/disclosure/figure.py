"""One published figure, as the warehouse holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WHOLE = ""
"""The member of what is not cut any further."""

BREAKDOWNS = frozenset({"sex", "age_band", "ethnicity", "category"})
"""What the authority's figures are cut by."""

TIED = frozenset({"mean", "ratio", "children"})
"""Kinds whose numerator and denominator are shown together or not at all."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a figure stands in the table of its measure.

    cut: authority, locality, team, or the name of a breakdown. member: which locality, team or member of the
    breakdown, as the warehouse knows it; WHOLE for the authority.
    """

    period: str
    start: date
    end: date
    cut: str
    member: str = WHOLE


def financial_year(day: date) -> int:
    """The financial year of a day, by the year it ends in."""
    return day.year + (day.month > 3)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its counts; numerator and denominator are None where the kind has none.

    kind: count, children, proportion, ratio, mean or median. place: its name, empty for the authority.
    """

    measure: str
    title: str
    kind: str
    at: Position
    place: str
    band: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
