"""Rules on a child as a whole: ethnicity, disabilities, and what its referrals ask of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from second_opinion_cin.census import Child, Record
from second_opinion_cin.codes import DISABILITIES, ETHNICITIES, NO_DISABILITY, UPN_UNKNOWN
from second_opinion_cin.days import Period, birthday_of, earlier, years_later
from second_opinion_cin.rulebook import Years, of_child, of_child_in_period

PUPIL_NUMBER_EXPLAINED = UPN_UNKNOWN[1:]
"""Reasons that explain why a child of school age has no pupil number."""


def went_further(child: Child) -> bool:
    """Whether at least one referral says that it did not end in no further action."""
    return any(episode.no_further_action is False for episode in child.episodes)


@of_child("4220")
def ethnicity_not_a_code(child: Child) -> Iterator[Record]:
    """Ethnicity is blank or no code of its set."""
    if child.characteristics.ethnicity not in ETHNICITIES:
        yield child.characteristics


@of_child("8540", record_chosen=True)
def disability_not_stated(child: Child) -> Iterator[Record]:
    """A born child whose referral went further has no disability code, or one that is not of the set."""
    codes = [disability.code for disability in child.disabilities]
    stated = bool(codes) and all(code in (NO_DISABILITY, *DISABILITIES) for code in codes)
    if child.born is not None and went_further(child) and not stated:
        yield child


@of_child("8590", record_chosen=True)
def without_referral(child: Child) -> Iterator[Record]:
    """The child has no referral at all."""
    if not child.episodes:
        yield child


@of_child_in_period("8770Q", years=Years(since=2025), record_chosen=True)
def school_age_without_upn(child: Child, period: Period) -> Iterator[Record]:
    """A child old enough for school on 31 August has no pupil number and no reason for that."""
    yield from _unexplained(child, date(period.last.year - 6, 8, 31))


@of_child_in_period("8770Q", years=Years(until=2024), record_chosen=True)
def six_year_old_without_upn(child: Child, period: Period) -> Iterator[Record]:
    """A child of six or older has no pupil number and no reason for that, as the rule was at first."""
    yield from _unexplained(child, years_later(period.last, -6))


def _unexplained(child: Child, youngest: date) -> Iterator[Record]:
    explained = child.upn is not None or child.upn_unknown in PUPIL_NUMBER_EXPLAINED
    if went_further(child) and child.born is not None and child.born <= youngest and not explained:
        yield child


@of_child("8772", record_chosen=True)
def upn_excused_by_no_further_action(child: Child) -> Iterator[Record]:
    """The pupil number is excused by no further action, but a referral does not say that it ended so."""
    if child.upn_unknown == "UN7" and any(
        episode.no_further_action is not True for episode in child.episodes
    ):
        yield child


@of_child_in_period("8775Q", record_chosen=True)
def older_than_25(child: Child, period: Period) -> Iterator[Record]:
    """A person past 25 at the reference date has a referral that was open past that birthday."""
    if child.born is None or child.born >= years_later(period.last, -25):
        return
    birthday = birthday_of(child.born, 25)
    if any(episode.closed is None or episode.closed > birthday for episode in child.episodes):
        yield child


@of_child("8790")
def disabled_and_not(child: Child) -> Iterator[Record]:
    """A disability stands beside the code for none."""
    others = [disability for disability in child.disabilities if disability.code.upper() != NO_DISABILITY]
    if len(others) < len(child.disabilities):
        yield from others


@of_child("8794")
def disability_repeated(child: Child) -> Iterator[Record]:
    """The same disability code is given more than once."""
    counted = Counter(disability.code for disability in child.disabilities)
    yield from (disability for disability in child.disabilities if counted[disability.code] > 1)


@of_child_in_period("8899Q", years=Years(until=2022), record_chosen=True)
def disability_unknown_to_the_assessment(child: Child, period: Period) -> Iterator[Record]:
    """A disabled child was assessed without a factor for a disability of the child."""
    if all(disability.code == NO_DISABILITY for disability in child.disabilities):
        return
    for episode in child.episodes:
        for assessment in episode.assessments:
            known = {"5A", "6A"} & {factor.code for factor in assessment.factors}
            if not known and not earlier(assessment.authorised, period.first) and assessment.authorised:
                yield assessment


@of_child("4008", record_chosen=True)
def plan_began_after_death(child: Child) -> Iterator[Record]:
    """A child in need plan began after the child died."""
    for episode in child.episodes:
        yield from (plan for plan in episode.in_need_plans if earlier(child.died, plan.started))


@of_child("4009Q", error_until=2023, record_chosen=True)
def plan_ended_after_death(child: Child) -> Iterator[Record]:
    """A child in need plan ended after the child died."""
    for episode in child.episodes:
        yield from (plan for plan in episode.in_need_plans if earlier(child.died, plan.ended))


@of_child("8555Q", error_until=2023, record_chosen=True)
def referred_after_death(child: Child) -> Iterator[Record]:
    """A referral came after the child died."""
    yield from (episode for episode in child.episodes if earlier(child.died, episode.referred))


@of_child("8585Q", record_chosen=True)
def closed_for_death_of_no_date(child: Child) -> Iterator[Record]:
    """A referral was closed because the child died, and the day of death is missing."""
    if child.died is None:
        yield from (episode for episode in child.episodes if episode.reason == "RC2")


@of_child("8915", record_chosen=True)
def protected_after_death(child: Child) -> Iterator[Record]:
    """A child protection plan began after the child died."""
    for episode in child.episodes:
        yield from (plan for plan in episode.protection_plans if earlier(child.died, plan.started))


@of_child("8920", record_chosen=True)
def protection_ended_after_death(child: Child) -> Iterator[Record]:
    """A child protection plan ended after the child died."""
    for episode in child.episodes:
        yield from (plan for plan in episode.protection_plans if earlier(child.died, plan.ended))
