"""Rules on child protection plans and their reviews."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

from second_opinion_cin.census import Child, Episode, ProtectionPlan, Record
from second_opinion_cin.codes import ABUSE
from second_opinion_cin.days import Period, earlier, same
from second_opinion_cin.rulebook import of_child, of_child_in_period


def protection_plans(child: Child) -> Iterator[tuple[Episode, ProtectionPlan]]:
    """Every child protection plan of the child with its referral."""
    return ((episode, plan) for episode in child.episodes for plan in episode.protection_plans)


@of_child("1105", record_chosen=True)
def protected_before_referral(child: Child) -> Iterator[Record]:
    """A plan began before the referral."""
    return (plan for episode, plan in protection_plans(child) if earlier(plan.started, episode.referred))


@of_child_in_period("2885", record_chosen=True)
def plan_without_its_conference(child: Child, period: Period) -> Iterator[Record]:
    """A plan of the year did not begin on the day of an initial conference.

    The conferences are those of the enquiries that need one; the referral's own, where there are none.
    """
    for episode, plan in protection_plans(child):
        if not period.covers(plan.started):
            continue
        needing = [each for each in episode.enquiries if each.conference_not_required is not True]
        conferences = [each.conference for each in needing] if needing else [episode.conference]
        if not any(same(plan.started, conference) for conference in conferences):
            yield plan


@of_child_in_period("8720")
def protection_start_missing_or_late(child: Child, period: Period) -> Iterator[Record]:
    """The start of a plan is missing or after the reference date."""
    for _, plan in protection_plans(child):
        if plan.started is None or plan.started > period.last:
            yield plan


@of_child("8730")
def earlier_plans_not_a_number(child: Child) -> Iterator[Record]:
    """The number of earlier plans is blank or not written in digits alone."""
    for _, plan in protection_plans(child):
        if not re.fullmatch("[0-9]+", plan.earlier_plans or ""):
            yield plan


@of_child("8840")
def protection_of_one_day(child: Child) -> Iterator[Record]:
    """A plan ended on the day it began."""
    return (plan for _, plan in protection_plans(child) if same(plan.started, plan.ended))


@of_child("8841", record_chosen=True)
def reviewed_before_or_at_the_start(child: Child) -> Iterator[Record]:
    """A review was held before its plan began, or on that day."""
    for _, plan in protection_plans(child):
        for review in plan.reviews:
            if earlier(review.held, plan.started) or same(review.held, plan.started):
                yield review


@of_child("8842Q")
def review_without_day(child: Child) -> Iterator[Record]:
    """A review has no day, or none that can be read."""
    for _, plan in protection_plans(child):
        yield from (review for review in plan.reviews if review.held is None)


@of_child("8905")
def first_category_not_a_code(child: Child) -> Iterator[Record]:
    """The kind of abuse at the start is blank or no code of its set."""
    return (plan for _, plan in protection_plans(child) if plan.first_category not in ABUSE)


@of_child("8910")
def latest_category_not_a_code(child: Child) -> Iterator[Record]:
    """The latest kind of abuse is blank or no code of its set."""
    return (plan for _, plan in protection_plans(child) if plan.latest_category not in ABUSE)


@of_child("8925")
def protection_ended_before_start(child: Child) -> Iterator[Record]:
    """A plan ended before it began."""
    return (plan for _, plan in protection_plans(child) if earlier(plan.ended, plan.started))


@of_child_in_period("8930")
def protection_ended_in_another_year(child: Child, period: Period) -> Iterator[Record]:
    """The end of a plan lies outside the census year."""
    return (plan for _, plan in protection_plans(child) if period.misses(plan.ended))


@of_child("8935")
def two_open_protection_plans(child: Child) -> Iterator[Record]:
    """More than one plan of the child has no end."""
    unended = [plan for _, plan in protection_plans(child) if plan.ended is None]
    if len(unended) > 1:
        yield from unended


@of_child_in_period("8940", record_chosen=True)
def protection_plans_overlap(child: Child, period: Period) -> Iterator[Record]:
    """A plan began while another of the child's was running, its last day included."""
    for (_, later), (_, first) in permutations(protection_plans(child), 2):
        if later.started is None or first.started is None or later.started < first.started:
            continue
        if later.started <= (first.ended or period.last):
            yield later
