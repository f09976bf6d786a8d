"""Dates on the working days of England, for whole arrays at once."""

from __future__ import annotations

from functools import cache

import holidays
import numpy as np

from caseclock.synthetic.draws import Dates, Flags, Numbers

FIRST_YEAR, LAST_YEAR = 1990, 2045
NEVER = np.datetime64("NaT", "D")


@cache
def calendar() -> np.busdaycalendar:
    """Monday to Friday without the bank holidays of England."""
    days = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 1))
    return np.busdaycalendar(holidays=np.array(sorted(days), dtype="datetime64[D]"))


def days_after(start: Dates, working_days: Numbers) -> Dates:
    """The n-th working day after each start; the start itself where n is 0; NaT stays NaT."""
    found = np.full(start.shape, NEVER)
    known = ~np.isnat(start)
    # A start on a Sunday counts from the Friday before: the next working day is then the first.
    found[known] = np.busday_offset(start[known], working_days[known], roll="backward", busdaycal=calendar())
    return either(known & (working_days == 0), start, found)


def days_before(start: Dates, working_days: Numbers) -> Dates:
    """The n-th working day before each start; the start itself where n is 0. No start may be NaT."""
    found = np.busday_offset(start, -working_days, roll="forward", busdaycal=calendar())
    return either(working_days == 0, start, found)


def on_working_day(dates: Dates) -> Dates:
    """Each date, or the next working day when it is none; NaT stays NaT."""
    found = np.full(dates.shape, NEVER)
    known = ~np.isnat(dates)
    found[known] = np.busday_offset(dates[known], 0, roll="forward", busdaycal=calendar())
    return found


def months_after(start: Dates, months: int) -> Dates:
    """The same day of the month `months` later, or the last day of a shorter month."""
    month = start.astype("datetime64[M]")
    day = start - month.astype("datetime64[D]")
    later = month + months
    last = (later + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    found: Dates = np.minimum(later.astype("datetime64[D]") + day, last)
    return found


def is_working_day(dates: Dates) -> Flags:
    """Whether each date is a working day; False for NaT."""
    return np.asarray(np.is_busday(dates, busdaycal=calendar()), dtype=bool)


def either(chosen: Flags, dates: Dates | np.datetime64, otherwise: Dates | np.datetime64 = NEVER) -> Dates:
    """The dates where `chosen` is true, and the others elsewhere: NaT unless given."""
    return np.where(chosen, dates, otherwise)


def latest(*dates: Dates) -> Dates:
    """The latest of several dates, without regard to those that are NaT."""
    found: Dates = np.fmax.reduce(np.stack(dates))
    return found


def earliest(*dates: Dates) -> Dates:
    """The earliest of several dates, without regard to those that are NaT."""
    found: Dates = np.fmin.reduce(np.stack(dates))
    return found


def days_between(earlier: Dates, later: Dates | np.datetime64) -> Numbers:
    """Number of days from the one to the other; neither may be NaT."""
    found: Numbers = (later - earlier).astype(np.int64)
    return found


def moments(dates: Dates, minute: Numbers) -> Dates:
    """Dates with a time of day, as London wall time; NaT stays NaT."""
    found: Dates = dates.astype("datetime64[s]") + (minute * 60).astype("timedelta64[s]")
    return found
