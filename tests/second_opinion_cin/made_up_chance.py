"""Chance for made-up censuses: days near the limits of the rules, and values as exports really hold them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from second_opinion_cin.codes import CHECK_LETTERS, DISABILITIES
from second_opinion_cin.days import Period, bank_holidays, months_later, working_days_before, years_later
from second_opinion_cin.rules_of_identifiers import check_letter

T = TypeVar("T")

NO_DAYS = (
    "20250901", "2025-02-30", "01/09/2025", "2025-9-1", "2025-13-01", "2025-09-01T00:00:00", " 2025-09-01",
    "2025-09-01 ", "2025-09-31", "1 September 2025", "unknown", "0000-00-00", "2025-09",
)  # fmt: skip
FAR_DAYS = ("1066-04-13", "1900-01-01", "2099-12-31", "9999-12-31")
BLANKS = ("", "", "   ", "\n\t ")
FLAGS = ("true", "false", "1", "0", "TRUE", "FALSE", "True", "False")
NO_FLAGS = ("yes", "no", "Y", "N", "2", " true", "false ", "t", "-1")
COUNTS = ("0", "1", "2", "7", "007", "12345678901234567890123")
NO_COUNTS = ("-1", "1.5", "two", "+1", "1 ", " 0", "1e2", "\u0663", "0x1")


class Chance:
    """Everything drawn for one file.

    year: the collection. odd: the share of values that are blank, missing or written in a wrong way.
    own: the days already used for the child at hand, around which its other days gather. disabilities:
    the texts that the file uses beside the code for none, and how many of them a child has at most.
    """

    def __init__(self, seed: int, year: int, odd: float = 0.0) -> None:
        self.random = Random(f"{seed}-{year}")
        self.year, self.odd = year, odd
        self.period = Period(date(year, 3, 31))
        self.limits = _limits(self.period)
        self.births = _births(self.period)
        self.own: list[date] = []
        self.disabilities: tuple[str, ...] = DISABILITIES
        self.most_disabilities = 2

    def hit(self, share: float) -> bool:
        """True with that chance."""
        return self.random.random() < share

    def one(self, among: Sequence[T]) -> T:
        """One of several, each as likely."""
        return self.random.choice(among)

    def number(self, weights: Sequence[int]) -> int:
        """A number from 0, each as likely as its weight says."""
        return self.random.choices(range(len(weights)), weights)[0]

    def begin_child(self) -> date:
        """Forget the days of the child before; a day, known from now on, for its others to gather around."""
        self.own = []
        return self.near(self.limits)

    def day(self, missing: float = 0.05, around: Sequence[date] = ()) -> str | None:
        """A day near one of the child's own, near a limit, or anywhere; None when it is to be missing."""
        if self.hit(missing):
            return None
        if self.hit(self.odd):
            return self.one((*NO_DAYS, *BLANKS, *FAR_DAYS))
        return self.near(around or (self.own if self.own and self.hit(0.65) else self.limits)).isoformat()

    def near(self, days: Sequence[date]) -> date:
        """One of the days, the one before or the one after; of the limits, often any other of the year."""
        day = self.one(days) + timedelta(days=self.one((-1, 0, 0, 0, 1)))
        if days is self.limits and self.hit(0.4):
            day = self.period.last - timedelta(days=self.random.randint(-10, 420))
        self.own.append(day)
        return day

    def flag(self, true: float = 0.5) -> str | None:
        """A flag in one of its spellings; now and then one that is none."""
        if self.hit(self.odd):
            return self.one((None, *BLANKS, *NO_FLAGS))
        if self.hit(0.3):
            return self.one(FLAGS)
        return self.one(("true", "1")) if self.hit(true) else self.one(("false", "0"))

    def code(self, known: Sequence[str], others: Sequence[str] = (), missing: float = 0.0) -> str | None:
        """A code of the set; now and then one of `others`, or one that is misspelt."""
        if self.hit(missing):
            return None
        if not self.hit(self.odd):
            return self.one(known)
        right = self.one(known)
        return self.one((None, *BLANKS, right.lower(), f" {right}", f"{right} ", "ZZ", *others, *others))

    def count(self) -> str | None:
        """A number of things; now and then something that is none."""
        return self.one((None, *BLANKS, *NO_COUNTS)) if self.hit(2 * self.odd) else self.one(COUNTS)

    def upn(self, serial: int) -> str:
        """A sound pupil number for one of 100 million serials; some are temporary."""
        last = self.one(CHECK_LETTERS) if self.hit(0.1) else str(serial % 7)
        rest = f"201{serial:08}{last}"
        return check_letter(rest) + rest

    def odd_upn(self, serial: int) -> str:
        """A pupil number that is wrong in one of many ways, or only looks it."""
        upn = self.upn(serial)
        letter = self.one("ABCDEFGHJKLMNPQRTUVWXYZ")
        return self.one(
            (
                letter + upn[1:], upn.lower(), f"{upn[0].lower()}{upn[1:]}", *[upn[:12] + self.one("IOSaz-\u00c9")] * 2,
                f"{upn[0]}999{upn[4:]}", f"{upn[0]}975{upn[4:]}", upn[:6] + "X" + upn[7:], upn[:4], upn[:2], upn[:9],
                upn[:8] + "x", f" {upn}", f"{upn} ", f"{upn[:5]}\u0663{upn[6:]}", upn + "1", "I" + upn[1:], letter,
                f"{upn[0]} 01{upn[4:]}", f"{upn[:4]}X{upn[5:]}", f"{upn[:11]}X{upn[12:]}", *BLANKS,
            )
        )  # fmt: skip


def _limits(period: Period) -> list[date]:
    """Days at which a rule may change its mind, and days on which nobody works."""
    first, last = period.first, period.last
    holidays = [day for day in bank_holidays() if first <= day <= last]
    saturday = last - timedelta(days=(last.weekday() - 5) % 7)
    return [
        *[first] * 3,
        *[last] * 3,
        working_days_before(first, 1),
        working_days_before(first, 2),
        *[working_days_before(last, 45), working_days_before(last, 15)] * 2,
        last - timedelta(days=30),
        *[saturday - timedelta(days=7 * weeks) for weeks in (0, 3, 10)],
        *sorted(holidays)[:3],
        date(2013, 4, 1),
    ]


def _births(period: Period) -> list[date]:
    """Birthdays at which a rule may change its mind, and some others."""
    last = period.last
    return [
        *[years_later(last, -25)] * 2,
        *[date(last.year - 6, 8, 31)] * 3,
        *[years_later(last, -6)] * 3,
        *[years_later(last, -age) for age in (1, 4, 10, 14, 17)],
        date(2000, 2, 29),
        last,
        last - timedelta(days=30),
        months_later(last, 9),
        period.first,
    ]
