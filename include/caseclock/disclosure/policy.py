"""Who may see which figures, and how small one may be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from caseclock.errors import ConfigurationError

Audience = Literal["internal", "partnership", "public"]

SUPPRESSED, NOT_APPLICABLE = "c", "z"
"""The marks that stand for a figure, as the Department for Education writes them."""

ROUNDING = {"none": None, "5": 5, "10": 10}
"""What a count may be rounded to, as a person asks for it."""


@dataclass(frozen=True)
class Policy:
    """What one audience is shown.

    threshold: a count from 1 to this is hidden; 0 hides nothing. rounding: counts are rounded to its
    multiples, halves up. periods, levels: those that are shown, all when None. breakdown_periods: those in which
    the authority is cut by sex, age, ethnicity or category; by month hardly anything but marks would be left.
    financial_years: how many are shown with their months, the running one included; all when None.
    """

    audience: Audience
    threshold: int = 5
    rounding: int | None = None
    periods: frozenset[str] | None = frozenset({"month", "financial_year", "as_at"})
    levels: frozenset[str] | None = frozenset({"authority", "locality"})
    breakdown_periods: frozenset[str] | None = frozenset({"financial_year", "as_at"})
    financial_years: int | None = 3

    def is_small(self, count: Decimal) -> bool:
        """Whether a count could tell of single people. Nobody is not small: a true zero is shown."""
        return 0 < abs(count) <= self.threshold

    def rounded(self, count: Decimal) -> Decimal:
        """A count as this audience sees it; half a base goes up."""
        if self.rounding is None:
            return count
        return (count / self.rounding).quantize(Decimal(1), ROUND_HALF_UP) * self.rounding


AUDIENCES: dict[str, Policy] = {
    "internal": Policy(
        "internal", threshold=0, periods=None, levels=None, breakdown_periods=None, financial_years=None
    ),
    "partnership": Policy("partnership", levels=frozenset({"authority", "locality", "team"})),
    "public": Policy("public", rounding=5),
}
"""The running 12 and 36 months are internal: two of them, a month apart, differ by two months' counts."""


def policy_for(audience: str, rounding: str | None = None) -> Policy:
    """An audience's policy; `rounding` (none, 5 or 10) instead of its own.

    Raises ConfigurationError, with what is known, for any other audience or rounding.
    """
    if audience not in AUDIENCES:
        raise ConfigurationError(
            "There is no such audience.", where="--audience", do=f"Known are {', '.join(AUDIENCES)}."
        )
    if rounding is None:
        return AUDIENCES[audience]
    if rounding not in ROUNDING:
        raise ConfigurationError(
            "Counts are not rounded to that.", where="--round", do=f"Use {', '.join(ROUNDING)}."
        )
    return replace(AUDIENCES[audience], rounding=ROUNDING[rounding])
