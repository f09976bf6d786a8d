"""The period that the records cover, and the special times in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from caseclock.synthetic.calibration import REASONS_LIVE_FROM
from caseclock.synthetic.draws import Dates, Flags
from caseclock.synthetic.working_days import either


@dataclass(frozen=True)
class Window:
    """`years` years that end on `to`, both ends included.

    dip: first and last day of the quarter in which work fell behind. change_over: the same for the
    month in which the case system was changed. reasons_from: first day with reasons for no further
    action.
    """

    years: int
    start: np.datetime64
    to: np.datetime64
    dip: tuple[np.datetime64, np.datetime64]
    change_over: tuple[np.datetime64, np.datetime64]
    reasons_from: np.datetime64

    @property
    def days(self) -> int:
        """Number of days, both ends included."""
        return int((self.to - self.start).astype(int)) + 1

    def in_dip(self, dates: Dates) -> Flags:
        """Whether each date lies in the quarter in which work fell behind."""
        return np.asarray((dates >= self.dip[0]) & (dates <= self.dip[1]), dtype=bool)

    def at_change_over(self, dates: Dates) -> Flags:
        """Whether each date lies in the month of the change of system."""
        return np.asarray((dates >= self.change_over[0]) & (dates <= self.change_over[1]), dtype=bool)

    def happened(self, dates: Dates) -> Dates:
        """Each date, or NaT where it lies after the end of the records."""
        return either(dates <= self.to, dates)


def window(years: int, to: dt.date) -> Window:
    """The window of `years` whole years up to and including `to`."""
    end = np.datetime64(to, "D")
    month = end.astype("datetime64[M]")
    start = (month - 12 * years).astype("datetime64[D]") + (end - month.astype("datetime64[D]")) + 1
    quarter = month - 6 - int(month.astype(int)) % 3
    change = month - 10
    fourth_month = (start.astype("datetime64[M]") + 3).astype("datetime64[D]")
    return Window(
        years=years,
        start=start,
        to=end,
        dip=_months(quarter, 3),
        change_over=_months(change, 1),
        reasons_from=min(fourth_month, np.datetime64(REASONS_LIVE_FROM, "D")),
    )


def _months(first: np.datetime64, count: int) -> tuple[np.datetime64, np.datetime64]:
    return first.astype("datetime64[D]"), (first + count).astype("datetime64[D]") - np.timedelta64(1, "D")
