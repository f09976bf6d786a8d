"""Rules on assessments and the factors that they found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import permutations

from second_opinion_cin.census import Assessment, Child, Episode, Record
from second_opinion_cin.codes import CLOSED_AFTER_ASSESSMENT, FACTORS, NO_FACTOR
from second_opinion_cin.days import Period, earlier, working_days_before
from second_opinion_cin.rulebook import Years, of_child, of_child_in_period

DAYS_TO_ASSESS = 45


def assessments(child: Child) -> Iterator[tuple[Episode, Assessment]]:
    """Every assessment of the child with its referral."""
    return ((episode, assessment) for episode in child.episodes for assessment in episode.assessments)


@of_child("1103", record_chosen=True)
def assessed_before_referral(child: Child) -> Iterator[Record]:
    """An assessment began before its referral."""
    return (each for episode, each in assessments(child) if earlier(each.started, episode.referred))


@of_child("8608")
def authorised_before_start(child: Child) -> Iterator[Record]:
    """An assessment was authorised before it began."""
    return (each for _, each in assessments(child) if earlier(each.authorised, each.started))


@of_child("8614", record_chosen=True)
def factors_of_an_open_assessment(child: Child) -> Iterator[Record]:
    """An assessment that is still open has factors."""
    return (each for _, each in assessments(child) if each.authorised is None and each.factors)


@of_child_in_period("8670Q")
def assessment_overdue(child: Child, period: Period) -> Iterator[Record]:
    """An open assessment began longer ago than the law gives for it."""
    limit = working_days_before(period.last, DAYS_TO_ASSESS)
    for _, each in assessments(child):
        if each.authorised is None and earlier(each.started, limit):
            yield each


@of_child_in_period("8696")
def authorised_in_another_year(child: Child, period: Period) -> Iterator[Record]:
    """The authorisation lies outside the census year."""
    return (each for _, each in assessments(child) if period.misses(each.authorised))


@of_child_in_period("8736")
def open_and_not_of_the_year(child: Child, period: Period) -> Iterator[Record]:
    """An open assessment did not begin in the census year."""
    for _, each in assessments(child):
        if each.authorised is None and not period.covers(each.started):
            yield each


@of_child_in_period("8863Q", error_until=2023, record_chosen=True)
def assessments_overlap(child: Child, period: Period) -> Iterator[Record]:
    """An assessment began while another of the same referral was going on, its last day included."""
    for episode in child.episodes:
        for later, first in permutations(episode.assessments, 2):
            if later.started is None or first.started is None or later.started < first.started:
                continue
            if later.started <= (first.authorised or period.last):
                yield later


@of_child("8867", record_chosen=True)
def closed_with_an_open_assessment(child: Child) -> Iterator[Record]:
    """A referral is closed and an assessment of it is not."""
    return (each for episode, each in assessments(child) if episode.closed and each.authorised is None)


@of_child("8869", record_chosen=True)
def factor_beside_none(child: Child) -> Iterator[Record]:
    """The code for no factors is not alone."""
    for _, each in assessments(child):
        codes = [factor.code for factor in each.factors]
        if NO_FACTOR in codes and len(codes) > 1:
            yield each


@of_child("8873Q", error_until=2023, record_chosen=True)
def nothing_found_but_not_closed(child: Child) -> Iterator[Record]:
    """The only assessment found no factors, and the referral was not closed after it for that."""
    for episode in child.episodes:
        if len(episode.assessments) != 1 or episode.reason in CLOSED_AFTER_ASSESSMENT:
            continue
        if any(factor.code == NO_FACTOR for factor in episode.assessments[0].factors):
            yield episode.assessments[0]


@of_child("8896")
def two_open_assessments(child: Child) -> Iterator[Record]:
    """More than one assessment of a referral is open."""
    for episode in child.episodes:
        unfinished = [each for each in episode.assessments if each.authorised is None]
        if len(unfinished) > 1:
            yield from unfinished


@of_child_in_period("8897Q", error_until=2023, record_chosen=True)
def factors_missing_or_unknown(child: Child, period: Period) -> Iterator[Record]:
    """An assessment finished since the year began has no factors, or one that is not of the set."""
    for _, each in assessments(child):
        if each.authorised is not None and each.authorised >= period.first:
            codes = [factor.code for factor in each.factors]
            if not codes or any(code not in FACTORS for code in codes):
                yield each


@of_child("8898", record_chosen=True)
def factor_repeated(child: Child) -> Iterator[Record]:
    """An assessment has the same factor more than once."""
    for _, each in assessments(child):
        if max(Counter(factor.code for factor in each.factors).values(), default=0) > 1:
            yield each


@of_child("8945Q", years=Years(since=2025), record_chosen=True)
def physical_abuse_of_no_kind(child: Child) -> Iterator[Record]:
    """The factor for physical abuse does not say by whom."""
    return _with_factor(child, "18A")


@of_child("8950Q", years=Years(since=2025), record_chosen=True)
def sexual_abuse_of_no_kind(child: Child) -> Iterator[Record]:
    """The factor for sexual abuse does not say by whom."""
    return _with_factor(child, "19A")


def _with_factor(child: Child, code: str) -> Iterator[Record]:
    for _, each in assessments(child):
        yield from (factor for factor in each.factors if factor.code.upper() == code)


@of_child("8617", years=Years(until=2022), record_chosen=True)
def private_fostering_of_no_kind(child: Child) -> Iterator[Record]:
    """The factor for private fostering in general is used, which was being withdrawn."""
    for _, each in assessments(child):
        yield from (factor for factor in each.factors if factor.code == "8A")


@of_child("2991Q")
def enquiry_without_assessment(child: Child) -> Iterator[Record]:
    """A referral has section 47 enquiries and no assessment."""
    for episode in child.episodes:
        if not episode.assessments:
            yield from episode.enquiries
