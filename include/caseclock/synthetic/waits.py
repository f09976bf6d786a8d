"""How long things take that have a limit: most are done shortly before it, some after it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from caseclock.synthetic.draws import Dates, Numbers, Rng, even
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import days_after, either

Shares = npt.NDArray[np.float64]


def waits(
    rng: Rng, size: int, limit: int, in_time: float | Shares, longest: int, shortest: int = 0
) -> Numbers:
    """`size` numbers of days from `shortest` to `longest`, of which the share `in_time` is up to `limit`.

    They pile up towards the limit, and what is late is mostly a little late.
    """
    late = even(rng, size) >= in_time
    place = rng.random(size)
    early = shortest + (place**0.6 * (limit - shortest + 1)).astype(np.int64)
    after = limit + 1 + (place**2 * (longest - limit)).astype(np.int64)
    return np.where(late, after, early)


def working_days_later(
    rng: Rng, start: Dates, limit: int, in_time: float | Shares, longest: int, shortest: int = 0
) -> Dates:
    """A working day after each start; the numbers of working days are as in `waits`."""
    return days_after(start, waits(rng, start.size, limit, in_time, longest, shortest))


def share_by_date(window: Window, dates: Dates, usual: float, in_dip: float) -> Shares:
    """The share in time for each date: lower in the quarter in which work fell behind."""
    found: Shares = np.where(window.in_dip(dates), in_dip, usual)
    return found


def series(
    rng: Rng, first: Dates, stop: Dates, limit: int, in_time: float, longest: int, shortest: int
) -> tuple[Numbers, Dates]:
    """Meetings that follow each other up to and including `stop`: the place of their start, and the day.

    first: day from which the first gap runs. The gaps are days as in `waits`.
    """
    place = np.flatnonzero(~np.isnat(first) & (first <= stop))
    day = first[place]
    places, days = [place[:0]], [day[:0]]
    while place.size:
        day = day + waits(rng, place.size, limit, in_time, longest, shortest)
        kept = day <= stop[place]
        place, day = place[kept], day[kept]
        places.append(place)
        days.append(day)
    return np.concatenate(places), np.concatenate(days)


def not_before(dates: Dates, first: Dates) -> Dates:
    """Each date, or `first` where it would be earlier; NaT stays NaT."""
    return either(dates < first, first, dates)
