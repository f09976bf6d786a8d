"""What the rules say of a census file.

`year` is the collection by whose rules it is judged, by the year it ends in. Without one it is the
header's year; if that cannot be read the year of the reference date; without both LATEST_SETTLED.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from second_opinion_cin import (
    rules_of_assessments,
    rules_of_children,
    rules_of_enquiries,
    rules_of_episodes,
    rules_of_identifiers,
    rules_of_in_need_plans,
    rules_of_pre_proceedings,
    rules_of_protection_plans,
    rules_of_return,
)
from second_opinion_cin.census import Census
from second_opinion_cin.reading import read_census
from second_opinion_cin.rulebook import BOOK, Rule

RULES_OF = (
    rules_of_assessments,
    rules_of_children,
    rules_of_enquiries,
    rules_of_episodes,
    rules_of_identifiers,
    rules_of_in_need_plans,
    rules_of_pre_proceedings,
    rules_of_protection_plans,
    rules_of_return,
)
"""The modules that enter the rules into the book as they are imported."""

LATEST_SETTLED = 2026

RECORD_CHOSEN = frozenset(rule.code for rule in BOOK if rule.record_chosen)
"""Rules whose text leaves open which record fails; ours is a choice, only the child is certain."""


class Finding(NamedTuple):
    """A failure. place: of the record in its table, from 1; table "" and place 0 are the whole return."""

    rule: str
    table: str
    place: int
    child_id: str


class Judgement(NamedTuple):
    """All failures of a file, and the rules that could not be run on it."""

    findings: list[Finding]
    not_run: frozenset[str]


def in_force(year: int) -> list[Rule]:
    """The rules for the collection that ends in `year`, in the order of their numbers."""
    return sorted((rule for rule in BOOK if rule.years.hold(year)), key=lambda rule: rule.code)


def judge(path: Path, year: int | None = None) -> Judgement:
    """All findings on the file at `path`, and what was not run."""
    return judge_census(read_census(path), year)


def judge_census(census: Census, year: int | None = None) -> Judgement:
    """The same for a census that has been read."""
    rules = in_force(year or _collection(census))
    return Judgement(
        [Finding(rule.code, *found) for rule in rules if rule.can_run(census) for found in rule.find(census)],
        frozenset(rule.code for rule in rules if not rule.can_run(census)),
    )


def verdicts(path: Path, year: int | None = None) -> set[tuple[str, str]]:
    """(rule, child id) of every failure; the id is "" for a blank one and for the return as a whole."""
    return {(finding.rule, finding.child_id) for finding in judge(path, year).findings}


def findings(path: Path, year: int | None = None) -> Counter[tuple[str, str, int]]:
    """(rule, table, place) of every failing record, where the rule's text says which record it is."""
    return Counter(
        (finding.rule, finding.table, finding.place)
        for finding in judge(path, year).findings
        if finding.rule not in RECORD_CHOSEN
    )


def not_run(path: Path, year: int | None = None) -> frozenset[str]:
    """The rules in force that could not be run on the file."""
    return judge(path, year).not_run


def _collection(census: Census) -> int:
    if census.year:
        return census.year
    return census.reference_date.year if census.reference_date else LATEST_SETTLED
