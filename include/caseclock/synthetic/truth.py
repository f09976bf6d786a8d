"""What measures must say about a synthetic authority, counted from the histories and not by the night's SQL."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from caseclock.synthetic.draws import Dates, Flags
from caseclock.synthetic.window import Window
from caseclock.synthetic.working_days import calendar, days_after

Amounts = npt.NDArray[np.float64]
COLUMNS = ("measure", "period", "period_start", "period_end", "numerator", "denominator")


@dataclass(frozen=True)
class Counted:
    """Things that a measure counts: the day on which each counts, and what it adds to the two sums.

    day: NaT where a thing is not counted. below: None for a measure that is a number and no share.
    """

    measure: str
    day: Dates
    above: Flags | Amounts
    below: Flags | Amounts | None


Truth = tuple[str, str, str, str, str, str]


def truth_of(counted: list[Counted], window: Window) -> list[Truth]:
    """A line for each measure and whole financial year of the window, as COLUMNS; sums have two decimals at most.

    A year in which nothing is counted has no line.
    """
    lines = []
    for each in counted:
        for first, last in financial_years(window):
            inside = (each.day >= first) & (each.day <= last)
            if inside.any():
                lines.append(line(each, "financial_year", first, last, inside))
    return lines


def line(counted: Counted, period: str, first: np.datetime64, last: np.datetime64, inside: Flags) -> Truth:
    """One line of the truth: the sums of what is `inside`."""
    below = "" if counted.below is None else _number(counted.below[inside])
    return counted.measure, period, str(first), str(last), _number(counted.above[inside]), below


def financial_years(window: Window) -> list[tuple[np.datetime64, np.datetime64]]:
    """First and last day of each year from April to March that lies in the window."""
    first = int(str(window.start)[:4]) - 1
    years = [
        (np.datetime64(f"{year}-04-01"), np.datetime64(f"{year + 1}-03-31"))
        for year in range(first, first + window.years + 2)
    ]
    return [(begins, ends) for begins, ends in years if begins >= window.start and ends <= window.to]


def working_days(start: Dates, stop: Dates) -> npt.NDArray[np.int64]:
    """Working days from each start, which is day 0, to its stop; neither may be NaT."""
    found: npt.NDArray[np.int64] = np.busday_count(start + 1, stop + 1, busdaycal=calendar())
    return found


def clock(
    measure: str,
    start: Dates,
    stop: Dates,
    limit: int,
    window: Window,
    *,
    by: str,
    ended: Dates | None = None,
) -> Counted:
    """A clock in working days whose open ones are late from the day after they were due.

    A start that is not known is left out. by: the day that counts, `start` or `stop`; for an open one with
    `stop` it is the day it was due.
    ended: what it was about ended on that day, so that nothing was due any more from then on; what fell
    due before is late.
    """
    known = ~np.isnat(start)
    start, stop = start[known], stop[known]
    over = np.full(start.size, np.datetime64("NaT", "D")) if ended is None else ended[known]
    done = ~np.isnat(stop)
    due = days_after(start, np.full(start.size, limit))
    until = np.where(np.isnat(over), window.to, np.minimum(over, window.to))
    missed = ~done & (until > due)
    in_time = np.zeros(start.size, dtype=bool)
    in_time[done] = working_days(start[done], stop[done]) <= limit
    day = start if by == "start" else np.where(done, stop, due)
    return Counted(measure, np.where(done | missed, day, np.datetime64("NaT", "D")), in_time, done | missed)


def _number(values: Flags | Amounts) -> str:
    return f"{round(float(values.sum()), 2):g}" if values.dtype != bool else str(int(values.sum()))
