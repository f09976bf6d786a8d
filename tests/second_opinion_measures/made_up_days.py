"""Days for made-up histories, mostly where a clock could go wrong, and the ways to write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from second_opinion_measures.opinions import DAYS, MONTHS, Limit
from second_opinion_measures.reading import FAR_AHEAD

Draw = Callable[[st.SearchStrategy[Any]], Any]

AS_OF = (
    date(2024, 3, 31),  # a Sunday, clock change, Easter, the year's end
    date(2024, 4, 1),  # a bank holiday
    date(2022, 9, 20),  # the day after the funeral of the Queen
    date(2024, 2, 29),
    date(2025, 2, 28),
    date(2023, 5, 8),  # the coronation
    date(2021, 1, 4),
    date(2024, 10, 27),
    date(2020, 5, 9),
    date(2026, 3, 31),
)
EDGES = [
    *AS_OF,
    *(date(2022, 9, 16) + timedelta(days=each) for each in range(4)),
    date(2011, 4, 28),
    date(2011, 4, 29),
    date(2012, 6, 5),
    date(2012, 2, 29),
    date(2016, 2, 29),
    date(2020, 2, 29),
    date(2020, 5, 8),
    date(2022, 6, 1),
    date(2022, 6, 3),
    date(2021, 12, 24),
    date(2021, 12, 28),
    date(2023, 8, 31),
    date(2023, 11, 30),
    date(2024, 1, 31),
    date(2024, 3, 29),
    date(2024, 12, 24),
    date(2024, 3, 30),
    date(2023, 10, 29),
    date(2023, 12, 31),
]
LITTLE = st.integers(-3, 3)
MISSING = object()
"""Marks a key that the inputs leave out."""


def back(day: date, limit: Limit) -> date:
    """A day from which the limit runs out about `day`."""
    if limit.unit == MONTHS:
        return Limit(-limit.number, MONTHS).due(day)
    return day - timedelta(days=limit.number if limit.unit == DAYS else limit.number * 7 // 5)


def chance(draw: Draw, of: int) -> bool:
    return draw(st.integers(1, of)) == of


def start(draw: Draw, as_of: date | None, *limits: Limit) -> date:
    """A day on which a clock starts: as_of less the limit or two, on an edge, or any day before as_of."""
    today = as_of or date(2024, 12, 31)
    kind = draw(st.integers(0, 5))
    if kind <= 2 and as_of:
        limit = draw(st.sampled_from(limits))
        earlier = back(today, limit) if kind == 2 else today
        found = back(earlier, limit) + timedelta(days=draw(LITTLE))
    elif kind == 3:
        found = draw(st.sampled_from(EDGES)) + timedelta(days=draw(st.integers(-1, 1)))
    elif kind == 4:
        found = today + timedelta(days=draw(LITTLE))
    else:
        found = today - timedelta(days=draw(st.integers(0, 900)))
    return found if found <= today or chance(draw, 20) else today - (found - today)


def stop(draw: Draw, begun: date | None, as_of: date | None, *limits: Limit) -> date | None:
    """A day on which it stops, or None; most within days of the limit."""
    begun = begun or date(2023, 5, 10)
    kind = draw(st.sampled_from([0, 0, 1, 4, 5, 6, 7, 7, 7, 8]))
    if kind <= 3:
        return draw(st.sampled_from(limits)).due(begun) + timedelta(days=draw(LITTLE))
    if kind == 4:
        return begun + timedelta(days=draw(st.integers(-1, 1)))
    if kind == 5 and as_of:
        return as_of + timedelta(days=draw(st.integers(-1, 2)))
    return begun + timedelta(days=draw(st.integers(0, 400))) if kind == 6 or as_of is None else None


def maybe(draw: Draw, day: date | None, of: int = 20) -> date | None:
    """The day, or nothing now and then."""
    return None if chance(draw, of) else day


def written(draw: Draw, day: date | None) -> object:
    """A day as JSON says it: mostly a date, now and then a timestamp; nothing is null, empty or left out."""
    if day is None:
        return draw(st.sampled_from([None, "", MISSING]))
    if chance(draw, 12):
        return draw(
            st.sampled_from(["{}T14:30:00", "{}T23:30:00Z", "{}T00:15:00+01:00", "{} 09:00:00"])
        ).format(day)
    return day.isoformat()


def yes_or_no(draw: Draw, of: int = 2) -> object:
    """True one time in `of`; otherwise no, null, or not there."""
    return True if chance(draw, of) else draw(st.sampled_from([False, None, MISSING]))


def listed(draw: Draw, days: list[Any]) -> object:
    return days or draw(st.sampled_from([[], None, MISSING]))


def inputs(**said: object) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value is not MISSING}


def today_of(as_of: date | None) -> date:
    return as_of or FAR_AHEAD
