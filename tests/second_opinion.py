"""The same clocks in NumPy and pandas, written apart from the SQL, to disagree with it if one is wrong."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

CATALOGUE = Path(__file__).resolve().parents[1] / "include" / "caseclock" / "catalogue"


def bank_holidays() -> np.ndarray:
    with (CATALOGUE / "bank_holidays.csv").open(encoding="utf-8") as file:
        return np.array([row["date"] for row in csv.DictReader(file)], dtype="datetime64[D]")


HOLIDAYS = bank_holidays()


def working_days(start: date, stop: date) -> int:
    """Working days after `start`, up to and with `stop`."""
    after, end = np.datetime64(start) + 1, np.datetime64(stop) + 1
    return int(np.busday_count(after, end, holidays=HOLIDAYS))


def nth_working_day(start: date, number: int) -> date:
    day, left = start, number
    while left:
        day += timedelta(days=1)
        left -= int(np.is_busday(np.datetime64(day), holidays=HOLIDAYS))
    return day


def months_later(start: date, months: int) -> date:
    return (pd.Timestamp(start) + pd.DateOffset(months=months)).date()


def working_day_clock(
    start: date | None, stop: date | None, as_at: date, limit: int
) -> tuple[float | None, str]:
    """Value and verdict of a clock of `limit` working days."""
    if start is None or start > as_at or (stop is not None and stop < start):
        return None, "invalid"
    open_row = stop is None or stop > as_at
    count = working_days(start, as_at if stop is None or stop > as_at else stop)
    if open_row:
        return count, "open_in_time" if count <= limit else "open_overdue"
    return count, "in_time" if count <= limit else "late"


def month_clock(start: date, stop: date | None, as_at: date, months: int) -> tuple[int, date, str]:
    """Value in calendar days, due date and verdict of a clock of `months` calendar months."""
    due = months_later(start, months)
    open_row = stop is None or stop > as_at
    until = as_at if stop is None or stop > as_at else stop
    words = ("open_in_time", "open_overdue") if open_row else ("in_time", "late")
    return (until - start).days, due, words[0] if until <= due else words[1]
