"""What the inputs of a worked example say: days, moments, yes or no, and lists.

An empty string and a key that is left out are None. A moment with an offset is turned to London; one
without is London wall time, the first one where the hour comes twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
FAR_AHEAD = date(2040, 12, 31)
"""Stands for an empty as_of: no stop is later."""


@dataclass(frozen=True)
class Inputs:
    """The inputs of one example and the day it is asked about; as_of None: no stop is in the future."""

    said: Mapping[str, Any]
    as_of: date | None

    @property
    def today(self) -> date:
        """The as_of day, or a day after everything."""
        return self.as_of or FAR_AHEAD

    def text(self, name: str) -> str | None:
        return self.said.get(name) or None

    def day(self, name: str) -> date | None:
        return day(self.said.get(name))

    def held(self, name: str) -> date | None:
        """The day of a stop, None while it lies after as_of."""
        found = self.day(name)
        return None if found is None or found > self.today else found

    def days(self, name: str) -> list[date | None]:
        return [day(each) for each in self.said.get(name) or []]

    def yes(self, name: str) -> bool:
        return yes(self.said.get(name))


def yes(said: object, default: bool = False) -> bool:
    return default if said in (None, "") else said is True or str(said).lower() == "true"


def has_time(said: object) -> bool:
    return isinstance(said, str) and len(said.strip()) > len("2024-01-01")


def moment(said: str) -> datetime:
    """The moment of a timestamp, or the start of a London day."""
    found = datetime.fromisoformat(said)
    return found if found.tzinfo else found.replace(tzinfo=LONDON, fold=0)


def day(said: str | None) -> date | None:
    """The London day of a date or timestamp."""
    if not said:
        return None
    return moment(said).astimezone(LONDON).date() if has_time(said) else date.fromisoformat(said)


def hours(start: datetime, stop: datetime) -> float:
    """Real hours between two moments, whatever the clocks on the wall did."""
    return (stop.timestamp() - start.timestamp()) / 3600


def end_of(when: date) -> datetime:
    """The end of a London day."""
    return datetime.combine(when + timedelta(days=1), time(), LONDON)
