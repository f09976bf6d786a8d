"""The book in which every rule is entered: its number, the collections it is for, and how it judges.

Four kinds of rule differ by what they look at: one child, one child and the census period, children
among each other, or the return as a whole. What a rule of the first three kinds yields is a record
that fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from second_opinion_cin.census import Census, Child, Record
from second_opinion_cin.days import Period

Found = Iterator[tuple[str, int, str]]
"""Table, place in it, and the child's id; a whole return is the table "" and the place 0."""

OfChild = Callable[[Child], Iterable[Record]]
OfChildInPeriod = Callable[[Child, Period], Iterable[Record]]
OfChildren = Callable[[Census], Iterable[Child]]
OfReturn = Callable[[Census], bool]
OfReturnInPeriod = Callable[[Census, Period], bool]


class Years(NamedTuple):
    """The collections a rule is for, by the years they end in; None: no bound is known."""

    since: int | None = None
    until: int | None = None

    def hold(self, year: int) -> bool:
        """Whether the rule is in force for that collection."""
        return (self.since is None or year >= self.since) and (self.until is None or year <= self.until)


@dataclass(frozen=True)
class Rule:
    """A rule in force for some years.

    needs_period: without a reference date it cannot be run. needs_children: nor on a file without any.
    record_chosen: the rule's text leaves open which record it means, so the one given is our choice.
    """

    code: str
    years: Years
    find: Callable[[Census], Found]
    needs_period: bool = False
    needs_children: bool = False
    record_chosen: bool = False

    def can_run(self, census: Census) -> bool:
        """Whether the file has what the rule needs."""
        return not (
            (self.needs_period and census.period is None) or (self.needs_children and not census.children)
        )


BOOK: list[Rule] = []


def of_child(
    code: str, *, years: Years | None = None, error_until: int | None = None, record_chosen: bool = False
) -> Callable[[OfChild], OfChild]:
    """Enter a rule on one child. error_until: until then it was an error, its number without the Q."""

    def enter(judge: OfChild) -> OfChild:
        def find(census: Census) -> Found:
            for child in census.children:
                yield from _located(judge(child), child)

        for number, when in _numbers(code, years, error_until):
            BOOK.append(Rule(number, when, find, record_chosen=record_chosen))
        return judge

    return enter


def of_child_in_period(
    code: str, *, years: Years | None = None, error_until: int | None = None, record_chosen: bool = False
) -> Callable[[OfChildInPeriod], OfChildInPeriod]:
    """Enter a rule on one child that also needs the census period."""

    def enter(judge: OfChildInPeriod) -> OfChildInPeriod:
        def find(census: Census) -> Found:
            if census.period is not None:
                for child in census.children:
                    yield from _located(judge(child, census.period), child)

        for number, when in _numbers(code, years, error_until):
            BOOK.append(Rule(number, when, find, needs_period=True, record_chosen=record_chosen))
        return judge

    return enter


def of_children(code: str) -> Callable[[OfChildren], OfChildren]:
    """Enter a rule that compares children with each other."""

    def enter(judge: OfChildren) -> OfChildren:
        def find(census: Census) -> Found:
            for child in judge(census):
                yield from _located([child], child)

        BOOK.append(Rule(code, Years(), find))
        return judge

    return enter


def of_return(
    code: str, *, years: Years | None = None, needs_children: bool = False, table: str = ""
) -> Callable[[OfReturn], OfReturn]:
    """Enter a rule with one verdict for the file. table: that in whose first record it is found, if any."""

    def enter(judge: OfReturn) -> OfReturn:
        def find(census: Census) -> Found:
            if judge(census):
                yield table, 1 if table else 0, ""

        BOOK.append(Rule(code, years or Years(), find, needs_children=needs_children))
        return judge

    return enter


def of_return_in_period(code: str) -> Callable[[OfReturnInPeriod], OfReturnInPeriod]:
    """Enter a rule with one verdict for the file that also needs the census period."""

    def enter(judge: OfReturnInPeriod) -> OfReturnInPeriod:
        def find(census: Census) -> Found:
            if census.period is not None and judge(census, census.period):
                yield "", 0, ""

        BOOK.append(Rule(code, Years(), find, needs_period=True))
        return judge

    return enter


def _numbers(code: str, years: Years | None, error_until: int | None) -> list[tuple[str, Years]]:
    if error_until is None:
        return [(code, years or Years())]
    return [
        (code, Years(since=error_until + 1)),
        (code.removesuffix("Q"), Years(until=error_until)),
    ]


def _located(records: Iterable[Record], child: Child) -> Found:
    """Each record once, however often the rule met it."""
    for table, place in dict.fromkeys((record.table, record.place) for record in records):
        yield table, place, child.local_id or ""
