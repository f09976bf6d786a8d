"""Days as the census counts them: how they are written, the census period, months and working days."""

from __future__ import annotations

import calendar
import csv
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

HOLIDAYS = Path(__file__).resolve().parents[2] / "include" / "caseclock" / "catalogue" / "bank_holidays.csv"


def read_day(text: str | None) -> date | None:
    """The day that a text writes as YYYY-MM-DD; None for every other form and for no such day."""
    if text is None or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def earlier(one: date | None, other: date | None) -> bool:
    """Whether both days are known and `one` comes before `other`."""
    return one is not None and other is not None and one < other


def same(one: date | None, other: date | None) -> bool:
    """Whether both days are known and are the same."""
    return one is not None and one == other


def is_weekend(day: date | None) -> bool:
    """Whether the day is known and a Saturday or Sunday."""
    return day is not None and day.weekday() >= calendar.SATURDAY


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months on, or that month's last day when it is shorter.

    Beyond the calendar's ends it is its first or last day.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    month += 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def years_later(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes the 28th where there is none."""
    return months_later(day, 12 * years)


def birthday_of(born: date, age: int) -> date:
    """The day on which a person comes to an age; born on 29 February, that is 1 March of a year without one."""
    same_day = years_later(born, age)
    return same_day if same_day.day == born.day else same_day + timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """The census year. last: the reference date. first: the day after the one a year before."""

    last: date

    @property
    def first(self) -> date:
        return years_later(self.last, -1) + timedelta(days=1)

    def covers(self, day: date | None) -> bool:
        """Whether the day is known and lies in the period, both ends included."""
        return day is not None and self.first <= day <= self.last

    def misses(self, day: date | None) -> bool:
        """Whether the day is known and lies before or after the period."""
        return day is not None and not self.covers(day)


@cache
def bank_holidays() -> frozenset[date]:
    """The bank holidays of England and Wales."""
    with HOLIDAYS.open(encoding="utf-8") as file:
        return frozenset(date.fromisoformat(row["date"]) for row in csv.DictReader(file))


def is_working_day(day: date) -> bool:
    """Whether the day is from Monday to Friday and no bank holiday."""
    return not is_weekend(day) and day not in bank_holidays()


@cache
def working_days_before(day: date, number: int) -> date:
    """The `number`th working day met on the way back from `day`, which is not counted itself."""
    while number and day > date.min:
        day -= timedelta(days=1)
        number -= is_working_day(day)
    return day
