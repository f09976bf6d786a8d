"""The days that the calendar of working days covers; nothing can be judged as at a day beyond them."""

from __future__ import annotations

from datetime import date

from caseclock.errors import AsAtRefused

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2040, 12, 31)


def check_as_at(as_at: date, where: str) -> None:
    """Raise AsAtRefused, which says `where`, for a day on which no working day could be counted."""
    if not FIRST_DAY <= as_at <= LAST_DAY:
        raise AsAtRefused(
            f"The as-at date {as_at} lies outside the calendar.",
            where=where,
            do=f"Choose a day from {FIRST_DAY} to {LAST_DAY}.",
        )


def collection_year(as_at: date) -> int:
    """The collection that is being prepared on a day, named by the year it ends in.

    The census year ends on 31 March and its return is due by the end of July, so from April to July it is
    the collection just ended; from August on the one that ends on the next 31 March.
    """
    return as_at.year + (as_at.month >= 8)
