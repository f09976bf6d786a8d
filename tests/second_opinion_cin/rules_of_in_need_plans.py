"""Rules on child in need plans, alone and beside child protection plans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import permutations, product

from second_opinion_cin.census import Child, Episode, InNeedPlan, ProtectionPlan, Record
from second_opinion_cin.days import Period, earlier, same
from second_opinion_cin.rulebook import of_child, of_child_in_period


def in_need_plans(child: Child) -> Iterator[tuple[Episode, InNeedPlan]]:
    """Every child in need plan of the child with its referral."""
    return ((episode, plan) for episode in child.episodes for plan in episode.in_need_plans)


def falls_in(day: date | None, plan: InNeedPlan | ProtectionPlan, period: Period) -> bool:
    """Whether a day lies in a plan without its last day; an open plan runs to the reference date, with it."""
    if day is None or plan.started is None or day < plan.started:
        return False
    return day < plan.ended if plan.ended is not None else day <= period.last


@of_child("4001", record_chosen=True)
def open_plans_of_both_kinds(child: Child) -> Iterator[Record]:
    """A referral has a protection plan without an end and a child in need plan that is running."""
    for episode in child.episodes:
        running = any(plan.started and not plan.ended for plan in episode.in_need_plans)
        if running:
            yield from (plan for plan in episode.protection_plans if plan.ended is None)


@of_child_in_period("4003", record_chosen=True)
def review_during_an_in_need_plan(child: Child, period: Period) -> Iterator[Record]:
    """A review was held while a child in need plan ran; one on its own plan's last day is left out."""
    for episode in child.episodes:
        for protection in episode.protection_plans:
            for review, plan in product(protection.reviews, episode.in_need_plans):
                if falls_in(review.held, plan, period) and not same(review.held, protection.ended):
                    yield review


@of_child("4004")
def two_open_plans(child: Child) -> Iterator[Record]:
    """More than one child in need plan of a referral has no end."""
    for episode in child.episodes:
        unended = [plan for plan in episode.in_need_plans if plan.ended is None]
        if len(unended) > 1:
            yield from unended


@of_child_in_period("4010")
def plan_start_missing_or_late(child: Child, period: Period) -> Iterator[Record]:
    """The start of a plan is missing or after the reference date."""
    for _, plan in in_need_plans(child):
        if plan.started is None or plan.started > period.last:
            yield plan


@of_child("4011")
def plan_ended_before_start(child: Child) -> Iterator[Record]:
    """A plan ended before it began."""
    return (plan for _, plan in in_need_plans(child) if earlier(plan.ended, plan.started))


@of_child("4012Q")
def plan_of_one_day(child: Child) -> Iterator[Record]:
    """A plan ended on the day it began."""
    return (plan for _, plan in in_need_plans(child) if same(plan.ended, plan.started))


@of_child_in_period("4013")
def plan_ended_in_another_year(child: Child, period: Period) -> Iterator[Record]:
    """The end of a plan lies outside the census year."""
    return (plan for _, plan in in_need_plans(child) if period.misses(plan.ended))


@of_child_in_period("4014", record_chosen=True)
def plans_overlap(child: Child, period: Period) -> Iterator[Record]:
    """A plan began while another of the child's was running, its last day included."""
    for (_, later), (_, first) in permutations(in_need_plans(child), 2):
        if later.started is None or first.started is None or later.started < first.started:
            continue
        if later.started <= (first.ended or period.last):
            yield later


@of_child("4015", record_chosen=True)
def plan_before_referral(child: Child) -> Iterator[Record]:
    """A plan began before the referral."""
    return (plan for episode, plan in in_need_plans(child) if earlier(plan.started, episode.referred))


@of_child_in_period("4016", record_chosen=True)
def in_need_plan_began_under_protection(child: Child, period: Period) -> Iterator[Record]:
    """A child in need plan began while a protection plan of the child was running."""
    protections = [plan for episode in child.episodes for plan in episode.protection_plans]
    for (_, plan), protection in product(in_need_plans(child), protections):
        if falls_in(plan.started, protection, period):
            yield plan


@of_child_in_period("4017", record_chosen=True)
def protection_began_during_in_need_plan(child: Child, period: Period) -> Iterator[Record]:
    """A protection plan began while a child in need plan of the child was running."""
    protections = [plan for episode in child.episodes for plan in episode.protection_plans]
    for (_, plan), protection in product(in_need_plans(child), protections):
        if falls_in(protection.started, plan, period):
            yield protection
