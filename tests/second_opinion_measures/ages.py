"""Birthdays: a child born on 29 February has theirs on 1 March in a common year."""

from __future__ import annotations

from datetime import date


def birthday(born: date, years: int) -> date:
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def age(born: date, today: date) -> int:
    years = today.year - born.year
    return years if today >= birthday(born, years) else years - 1
