"""Rules on section 47 enquiries and initial conferences."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from second_opinion_cin.census import Child, Enquiry, Episode, Record
from second_opinion_cin.days import Period, earlier, is_weekend, working_days_before
from second_opinion_cin.rulebook import of_child, of_child_in_period

DAYS_TO_CONFERENCE = 15


def enquiries(child: Child) -> Iterator[tuple[Episode, Enquiry]]:
    """Every section 47 enquiry of the child with its referral."""
    return ((episode, enquiry) for episode in child.episodes for enquiry in episode.enquiries)


def awaits_conference(enquiry: Enquiry) -> bool:
    """Whether there is no conference and nothing that says there need be none."""
    return enquiry.conference is None and enquiry.conference_not_required is not True


@of_child("1104", record_chosen=True)
def conference_before_referral(child: Child) -> Iterator[Record]:
    """An enquiry's conference was before the referral."""
    return (each for episode, each in enquiries(child) if earlier(each.conference, episode.referred))


@of_child("2884", record_chosen=True)
def conference_recorded_twice(child: Child) -> Iterator[Record]:
    """A conference of an enquiry is also recorded at a referral of the child."""
    at_referrals = {episode.conference for episode in child.episodes if episode.conference}
    return (each for _, each in enquiries(child) if each.conference in at_referrals)


@of_child("2889", record_chosen=True)
def enquiry_before_referral(child: Child) -> Iterator[Record]:
    """An enquiry began before the referral."""
    return (each for episode, each in enquiries(child) if earlier(each.started, episode.referred))


@of_child("8615")
def conference_before_enquiry(child: Child) -> Iterator[Record]:
    """A conference was before its enquiry began, or the enquiry began on no known day."""
    for _, each in enquiries(child):
        if each.conference is not None and (each.started is None or each.started > each.conference):
            yield each


@of_child_in_period("8675Q")
def conference_overdue(child: Child, period: Period) -> Iterator[Record]:
    """A conference that is needed has not been, longer after the start than there is time for it."""
    limit = working_days_before(period.last, DAYS_TO_CONFERENCE)
    for _, each in enquiries(child):
        if _needs_conference(each) and earlier(each.started, limit):
            yield each


@of_child_in_period("8715")
def conference_in_another_year(child: Child, period: Period) -> Iterator[Record]:
    """A conference lies outside the census year."""
    return (each for _, each in enquiries(child) if period.misses(each.conference))


@of_child_in_period("8740")
def waiting_since_another_year(child: Child, period: Period) -> Iterator[Record]:
    """A conference that is needed has not been, and the enquiry began outside the census year."""
    for _, each in enquiries(child):
        if _needs_conference(each) and period.misses(each.started):
            yield each


def _needs_conference(enquiry: Enquiry) -> bool:
    return enquiry.conference is None and enquiry.conference_not_required is False


@of_child("8839")
def two_enquiries_waiting(child: Child) -> Iterator[Record]:
    """More than one enquiry of a referral awaits its conference."""
    for episode in child.episodes:
        waiting = [each for each in episode.enquiries if awaits_conference(each)]
        if len(waiting) > 1:
            yield from waiting


@of_child("8868", record_chosen=True)
def closed_with_an_enquiry_waiting(child: Child) -> Iterator[Record]:
    """A referral is closed and an enquiry of it awaits its conference."""
    return (each for episode, each in enquiries(child) if episode.closed and awaits_conference(each))


@of_child("8870Q")
def target_at_a_weekend(child: Child) -> Iterator[Record]:
    """The day by which a conference was due is a Saturday or Sunday."""
    return (each for _, each in enquiries(child) if is_weekend(each.target))


@of_child("8875")
def conference_at_a_weekend(child: Child) -> Iterator[Record]:
    """A conference was on a Saturday or Sunday."""
    return (each for _, each in enquiries(child) if is_weekend(each.conference))


@of_child_in_period("8890", record_chosen=True)
def enquiries_overlap(child: Child, period: Period) -> Iterator[Record]:
    """An enquiry began while another of the same referral was going on, its last day included."""
    for episode in child.episodes:
        for later, first in permutations(episode.enquiries, 2):
            if later.started is None or first.started is None or later.started < first.started:
                continue
            if first.conference is not None:
                overlaps = later.started <= first.conference
            else:
                overlaps = first.conference_not_required is not True and later.started <= period.last
            if overlaps:
                yield later
