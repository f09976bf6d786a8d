"""An opinion, and the clocks that most measures share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from second_opinion import HOLIDAYS, months_later, working_days

__all__ = ["Opinion", "Limit", "WORKING_DAYS", "DAYS", "MONTHS", "clock", "no_number", "working_days"]

WORKING_DAYS, DAYS, MONTHS = "working days", "days", "months"


@dataclass(frozen=True)
class Opinion:
    """The value in the measure's unit or None, the due date or None for no opinion, and the verdict."""

    value: float | None
    due: date | None
    verdict: str


@dataclass(frozen=True)
class Limit:
    number: int
    unit: str = WORKING_DAYS

    def due(self, start: date) -> date:
        if self.unit == MONTHS:
            return months_later(start, self.number)
        if self.unit == DAYS:
            return start + timedelta(days=self.number)
        # A start that is no working day is rolled back: the next working day is then day 1.
        found = np.busday_offset(np.datetime64(start), self.number, roll="backward", holidays=HOLIDAYS)
        return found.item()

    def elapsed(self, start: date, until: date) -> int:
        return working_days(start, until) if self.unit == WORKING_DAYS else (until - start).days

    def kept(self, start: date, until: date) -> bool:
        """Working days are judged by their count, weeks and months by the date."""
        if self.unit == WORKING_DAYS:
            return working_days(start, until) <= self.number
        return until <= self.due(start)


def no_number(verdict: str) -> Opinion:
    """`excluded`, `invalid`, `not_measurable`: no value, and no opinion of a due date."""
    return Opinion(None, None, verdict)


def clock(
    start: date | None, stop: date | None, today: date, limit: Limit, ended: date | None = None
) -> Opinion:
    """A clock from start to stop; a stop after today is not held yet.

    ended: the plan, placement or care that the clock belongs to ended that day; with nothing held by the
    due date it is left out. An end after today has not come yet.
    """
    if start is None or (stop is not None and stop < start):
        return no_number("invalid")
    held = stop if stop is not None and stop <= today else None
    if held is None and start > today:
        return no_number("invalid")
    due = limit.due(start)
    if held is None and ended is not None and ended <= min(due, today):
        return no_number("excluded")
    until = held or today
    in_time = limit.kept(start, until)
    words = ("in_time", "late") if held else ("open_in_time", "open_overdue")
    return Opinion(limit.elapsed(start, until), due, words[0] if in_time else words[1])
