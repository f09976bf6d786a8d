"""Rules on referrals: their days, codes and closing, and how the referrals of a child lie to each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import permutations

from second_opinion_cin.census import Child, Episode, Record
from second_opinion_cin.codes import (
    CLOSED_AFTER_ASSESSMENT,
    CLOSURE_REASONS,
    CLOSURE_REASONS_TO_2022,
    NEEDS,
    SOURCES,
    SOURCES_TO_2022,
)
from second_opinion_cin.days import Period, earlier, working_days_before
from second_opinion_cin.rulebook import Years, of_child, of_child_in_period

SOURCE_ASKED_SINCE = date(2013, 4, 1)
LONGEST_PREGNANCY = timedelta(days=280)


@of_child("8568")
def no_further_action_not_said(child: Child) -> Iterator[Record]:
    """A referral does not say whether it ended in no further action, or not in a way that is known."""
    yield from (episode for episode in child.episodes if episode.no_further_action is None)


@of_child_in_period("8569Q", error_until=2023)
def old_referral_without_action(child: Child, period: Period) -> Iterator[Record]:
    """A referral of an earlier year does not say that it went further."""
    limit = working_days_before(period.first, 1)
    for episode in child.episodes:
        if earlier(episode.referred, limit) and episode.no_further_action is not False:
            yield episode


@of_child_in_period("8600")
def referral_date_missing_or_late(child: Child, period: Period) -> Iterator[Record]:
    """The day of the referral is missing or after the reference date."""
    for episode in child.episodes:
        if episode.referred is None or episode.referred > period.last:
            yield episode


@of_child("8606", record_chosen=True)
def referred_long_before_birth(child: Child) -> Iterator[Record]:
    """A referral came longer before the birth, or the expected one, than a pregnancy lasts."""
    births = [day for day in (child.born, child.due) if day is not None]
    for episode in child.episodes:
        day = episode.referred
        if day is not None and any(birth - day > LONGEST_PREGNANCY for birth in births):
            yield episode


@of_child("8610")
def need_missing(child: Child) -> Iterator[Record]:
    """A referral that went further has no main need."""
    for episode in child.episodes:
        if episode.no_further_action is False and episode.need is None:
            yield episode


@of_child_in_period("8620")
def closed_in_another_year(child: Child, period: Period) -> Iterator[Record]:
    """The closing lies outside the census year."""
    yield from (episode for episode in child.episodes if period.misses(episode.closed))


@of_child("8630")
def closed_before_referral(child: Child) -> Iterator[Record]:
    """The closing comes before the referral."""
    yield from (episode for episode in child.episodes if earlier(episode.closed, episode.referred))


@of_child("8640", years=Years(since=2023))
def closure_reason_not_a_code(child: Child) -> Iterator[Record]:
    """The reason for closing is no code of its set."""
    yield from _reasons_beside(child, CLOSURE_REASONS)


@of_child("8640", years=Years(until=2022))
def closure_reason_not_yet_a_code(child: Child) -> Iterator[Record]:
    """The reason for closing is no code of the set as it was before early help had its own."""
    yield from _reasons_beside(child, CLOSURE_REASONS_TO_2022)


def _reasons_beside(child: Child, known: tuple[str, ...]) -> Iterator[Record]:
    yield from (episode for episode in child.episodes if episode.reason and episode.reason not in known)


@of_child("8650")
def need_not_a_code(child: Child) -> Iterator[Record]:
    """The main need is no code of its set."""
    yield from (episode for episode in child.episodes if episode.need and episode.need not in NEEDS)


@of_child("8805")
def closed_without_reason(child: Child) -> Iterator[Record]:
    """There is a day of closing and no reason for it."""
    yield from (episode for episode in child.episodes if episode.closed and not episode.reason)


@of_child("8810")
def reason_without_closing(child: Child) -> Iterator[Record]:
    """There is a reason for closing and no day of it."""
    yield from (episode for episode in child.episodes if episode.reason and not episode.closed)


@of_child("8866", years=Years(since=2023))
def source_not_a_code(child: Child) -> Iterator[Record]:
    """A referral since it is asked has no source, or none of the set."""
    yield from _sources_beside(child, SOURCES)


@of_child("8866", years=Years(until=2022))
def source_not_yet_a_code(child: Child) -> Iterator[Record]:
    """A referral has no source, or none of the set as it was before early help had its own."""
    yield from _sources_beside(child, SOURCES_TO_2022)


def _sources_beside(child: Child, known: tuple[str, ...]) -> Iterator[Record]:
    for episode in child.episodes:
        if episode.referred and episode.referred >= SOURCE_ASKED_SINCE and episode.source not in known:
            yield episode


@of_child("8815")
def two_open(child: Child) -> Iterator[Record]:
    """More than one referral that went further is open."""
    running = [episode for episode in child.episodes if _is_running(episode)]
    if len(running) > 1:
        yield from running


@of_child("8816")
def open_but_not_the_latest(child: Child) -> Iterator[Record]:
    """A referral that went further is open though a later one came; both it and the latest fail."""
    days = [episode.referred for episode in child.episodes if episode.referred]
    if not days:
        return
    stale = [each for each in child.episodes if _is_running(each) and earlier(each.referred, max(days))]
    yield from stale
    if stale:
        yield from (episode for episode in child.episodes if episode.referred == max(days))


@of_child_in_period("8820", record_chosen=True)
def episodes_overlap(child: Child, period: Period) -> Iterator[Record]:
    """A referral came while another of the child's was running."""
    for later, first in permutations(child.episodes, 2):
        if later.referred is None or first.referred is None or later.referred < first.referred:
            continue
        if first.closed is not None:
            overlaps = later.referred < first.closed
        else:
            overlaps = first.no_further_action is False and later.referred < period.last
        if overlaps:
            yield later


def _is_running(episode: Episode) -> bool:
    return episode.closed is None and episode.no_further_action is False


@of_child("2990")
def worked_on_after_assessment_only(child: Child) -> Iterator[Record]:
    """Closed after the assessment, but with enquiries, plans or a conference; all of them fail."""
    for episode in child.episodes:
        worked: list[Record] = [*episode.enquiries, *episode.protection_plans, *episode.in_need_plans]
        if episode.reason in CLOSED_AFTER_ASSESSMENT and (worked or episode.conference):
            yield episode
            yield from worked


@of_child("4000", record_chosen=True)
def in_need_plan_despite_no_further_action(child: Child) -> Iterator[Record]:
    """A referral with no further action has a child in need plan."""
    for episode in child.episodes:
        if episode.no_further_action is True:
            yield from episode.in_need_plans


@of_child("8565")
def closed_before_work_ended(child: Child) -> Iterator[Record]:
    """The closing comes before a day of the work below; the referral and that work fail."""
    for episode in child.episodes:
        late: list[Record] = [
            work for work, days in _days_of_work(episode) if _any_after(episode.closed, days)
        ]
        if late or earlier(episode.closed, episode.conference):
            yield episode
            yield from late


def _days_of_work(episode: Episode) -> Iterator[tuple[Record, tuple[date | None, ...]]]:
    for assessment in episode.assessments:
        yield assessment, (assessment.started, assessment.authorised)
    for enquiry in episode.enquiries:
        yield enquiry, (enquiry.started, enquiry.conference)
    for protection in episode.protection_plans:
        yield protection, (protection.ended,)
    for plan in episode.in_need_plans:
        yield plan, (plan.started, plan.ended)


def _any_after(limit: date | None, days: tuple[date | None, ...]) -> bool:
    return any(earlier(limit, day) for day in days)


@of_child("8825Q", record_chosen=True)
def closed_after_no_assessment(child: Child) -> Iterator[Record]:
    """Closed after the assessment, and there is none."""
    for episode in child.episodes:
        if episode.reason in CLOSED_AFTER_ASSESSMENT and not episode.assessments:
            yield episode


@of_child("8831", record_chosen=True)
def work_despite_no_further_action(child: Child) -> Iterator[Record]:
    """A referral with no further action has an assessment, an enquiry or a conference with a day."""
    for episode in child.episodes:
        assessed = [day for each in episode.assessments for day in (each.started, each.authorised)]
        enquired = [day for each in episode.enquiries for day in (each.started, each.conference)]
        if episode.no_further_action is True and any([*assessed, *enquired, episode.conference]):
            yield episode


@of_child("8832")
def protected_despite_no_further_action(child: Child) -> Iterator[Record]:
    """A referral with no further action has a child protection plan; both fail."""
    for episode in child.episodes:
        if episode.no_further_action is True and episode.protection_plans:
            yield episode
            yield from episode.protection_plans
