"""The case systems: how each writes dates, flags, outcomes, and the things it puts for nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from caseclock.catalogue.contracts import check_schema
from caseclock.catalogue.header import read_yaml
from caseclock.errors import ConfigurationError

FOLDER = Path(__file__).with_name("systems")
FLAGS = Path(__file__).with_name("flags.yaml")

DateFormat = Literal["iso", "day_first"]

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
"""Characters that people and word processors write for a hyphen."""


@dataclass(frozen=True)
class System:
    """One case system, as its file in `systems/` describes it.

    date_formats: format by `table.column`, where it is not `default_date_format`.
    placeholder_dates: days, as YYYY-MM-DD, that stand for nothing. placeholder_texts and none_ids:
    the same for any text and for ids. column_aliases: delivered name to contract column, by table.
    plain_outcomes: by `table.column`, folded words to the outcome's keys.
    pupil_number_in_reason: pers_upn_unknown may hold the number itself. future_birth_is_expected:
    a birth date after as_at is the due date of an unborn child.
    """

    name: str
    default_date_format: DateFormat
    outcome_style: Literal["keyed", "prefixed", "plain"]
    date_formats: Mapping[str, DateFormat] = field(default_factory=dict)
    placeholder_dates: tuple[str, ...] = ()
    placeholder_texts: tuple[str, ...] = ()
    none_ids: tuple[str, ...] = ()
    column_aliases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    plain_outcomes: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    also_called: tuple[str, ...] = ()
    pupil_number_in_reason: bool = False
    future_birth_is_expected: bool = False

    def date_format(self, table: str, column: str) -> DateFormat:
        """The one format in which this system writes the dates of a column."""
        return self.date_formats.get(f"{table}.{column}", self.default_date_format)

    def with_local(
        self,
        dates: Mapping[str, DateFormat],
        plain_outcomes: Mapping[str, Mapping[str, tuple[str, ...]]],
    ) -> System:
        """This system with what one authority says differently: `dates` and words of outcomes."""
        words = {column: dict(known) for column, known in self.plain_outcomes.items()}
        for column, local in plain_outcomes.items():
            words.setdefault(column, {}).update({fold(text): keys for text, keys in local.items()})
        return replace(self, date_formats={**self.date_formats, **dates}, plain_outcomes=words)


def fold(text: str) -> str:
    """Text as mappings compare it: lower case, outer blanks cut, inner ones single, dashes alike."""
    return " ".join(re.sub(f"[{DASHES}]", "-", text.replace("\xa0", " ")).casefold().split())


def fold_sql(expression: str) -> str:
    """The same as `fold`, as a DuckDB expression over the text `expression`."""
    blanks = f"regexp_replace(replace({expression}, chr(160), ' '), '\\s+', ' ', 'g')"
    return f"lower(trim(regexp_replace({blanks}, '[{DASHES}]', '-', 'g')))"


def system(name: str) -> System:
    """The case system called `name`, by its own name or another it goes by.

    Raises ConfigurationError that lists the names when there is none.
    """
    wanted = fold(name)
    for each in systems().values():
        if wanted == each.name or wanted in each.also_called:
            return each
    raise ConfigurationError(
        "There is no case system of that name.",
        where=f"system: {name[:40]}",
        do=f"Use one of {', '.join(systems())}.",
    )


@cache
def systems() -> Mapping[str, System]:
    """Every case system by name; ConfigurationError names the file that is wrong."""
    found = [_read(path) for path in sorted(FOLDER.glob("*.yaml"))]
    return {each.name: each for each in found}


@cache
def flag_spellings() -> Mapping[str, str | None]:
    """Each folded spelling of a flag and what it means: Y, N, or None for unknown."""
    document = read_yaml(FLAGS)
    meanings: dict[str, str | None] = {"yes": "Y", "no": "N", "unknown": None}
    return {fold(text): meanings[group] for group, spellings in document.items() for text in spellings}


def _read(path: Path) -> System:
    document: dict[str, Any] = read_yaml(path)
    check_schema(document, "system", path.name)
    return System(
        name=document["system"],
        default_date_format=document["dates"]["default"],
        outcome_style=document["outcome_style"],
        date_formats=document["dates"].get("columns", {}),
        placeholder_dates=tuple(document["placeholder_dates"]),
        placeholder_texts=tuple(document["placeholder_texts"]),
        none_ids=tuple(document["none_ids"]),
        column_aliases=document.get("column_aliases", {}),
        plain_outcomes={
            column: {fold(text): tuple(keys) for text, keys in words.items()}
            for column, words in document.get("plain_outcomes", {}).items()
        },
        also_called=tuple(fold(text) for text in document.get("also_called", ())),
        pupil_number_in_reason=document.get("pupil_number_in_reason", False),
        future_birth_is_expected=document.get("future_birth_is_expected", False),
    )
