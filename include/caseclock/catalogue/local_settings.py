"""The settings of an authority: which names there are, and from when to when each value holds."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from caseclock.errors import ConfigurationError
from caseclock.settings import PROJECT

ASKED_FOR = re.compile(r"\bname = '([a-z][a-z0-9_]+)'")
ASKED_OUTSIDE_SQL = frozenset({"history_months"})
OF_A_STAGE = re.compile(r"formal_resolution_stage_[1-9][0-9]?_working_days")
OF_A_REASON = "no_further_action_counts_"
THE_AUTHORITYS_NUMBER = "lea"
"""The name under which the SQL finds the authority's code, which is not written as a setting."""


@dataclass(frozen=True)
class Setting:
    """One setting of an authority; valid_from and valid_to are inclusive, None when open."""

    name: str
    value: str
    valid_from: date | None = None
    valid_to: date | None = None


def read_settings(entries: list[dict[str, Any]], where: str) -> tuple[Setting, ...]:
    """The settings of one authority from their entries, whose values the schema has judged.

    Raises ConfigurationError for a name that nothing reads, dates in the wrong order, and two values of one
    day.
    """
    found = tuple(_setting(entry, where) for entry in entries)
    for each in found:
        if not _is_known(each.name):
            _refuse("There is no setting of this name.", where, each.name)
        if each.valid_from and each.valid_to and each.valid_from > each.valid_to:
            _refuse("A setting ends before it begins.", where, each.name)
    in_order = sorted(found, key=lambda each: (each.name, each.valid_from or date.min))
    for earlier, later in pairwise(in_order):
        begins = later.valid_from or date.min
        if earlier.name == later.name and (earlier.valid_to or date.max) >= begins:
            _refuse("A setting has two values on one day.", where, later.name)
    return found


def _setting(entry: dict[str, Any], where: str) -> Setting:
    value = entry["value"]
    text = str(value).lower() if isinstance(value, bool) else str(value)
    start, end = entry.get("valid_from"), entry.get("valid_to")
    return Setting(
        entry["name"], text, iso_day(start, where) if start else None, iso_day(end, where) if end else None
    )


def iso_day(text: str, where: str) -> date:
    """A day written as YYYY-MM-DD; ConfigurationError says `where` it is not."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ConfigurationError(
            "This is not a date.", where=where, do="Write dates as YYYY-MM-DD."
        ) from None


def _is_known(name: str) -> bool:
    if name.startswith(OF_A_REASON):
        return name.removeprefix(OF_A_REASON).replace("_", "-") in reason_codes()
    if OF_A_STAGE.fullmatch(name):
        return True
    return name in asked_in_sql() and name != THE_AUTHORITYS_NUMBER


@cache
def asked_in_sql() -> frozenset[str]:
    """What the SELECTs ask for by name, so that a new clock or rule brings its settings with it."""
    files = [path for folder in ("sql", "expectations") for path in (PROJECT / folder).rglob("*.sql")]
    asked = {name for path in files for name in ASKED_FOR.findall(path.read_text(encoding="utf-8"))}
    return ASKED_OUTSIDE_SQL | asked


@cache
def reason_codes() -> frozenset[str]:
    """The codes of the list of reasons, in small letters."""
    with Path(__file__).with_name("no_further_action_reasons.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["code"].lower() for row in csv.DictReader(file))


def _refuse(what: str, where: str, name: str) -> NoReturn:
    raise ConfigurationError(what, where=f"{where}, setting {name}", do="Correct that entry.")
