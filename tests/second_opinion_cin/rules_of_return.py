"""Rules with one verdict for the whole file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from second_opinion_cin.census import Census, Episode
from second_opinion_cin.codes import NO_DISABILITY
from second_opinion_cin.days import Period
from second_opinion_cin.rulebook import Years, of_return, of_return_in_period

FEWEST_DISABILITIES = 8
MOST_UNKNOWN_PERCENT = 2


def episodes(census: Census) -> Iterator[Episode]:
    """Every referral of the file."""
    return (episode for child in census.children for episode in child.episodes)


@of_return("100", table="header")
def dates_of_the_header(census: Census) -> bool:
    """The header's year and reference date are not there or do not belong together."""
    day, year = census.reference_date, census.year
    return not day or not year or day != date(year, 3, 31)


@of_return_in_period("2883")
def more_plans_than_conferences(census: Census, period: Period) -> bool:
    """More protection plans began in the year than initial conferences were held."""
    plans, conferences = 0, 0
    for episode in episodes(census):
        plans += sum(period.covers(plan.started) for plan in episode.protection_plans)
        conferences += period.covers(episode.conference)
        conferences += sum(period.covers(enquiry.conference) for enquiry in episode.enquiries)
    return plans > conferences


@of_return("2886Q", years=Years(since=2025), needs_children=True)
def too_many_of_unknown_sex(census: Census) -> bool:
    """The sex of too many children who are not expected ones is unknown."""
    unknown = sum(child.due is None and child.sex in (None, "U") for child in census.children)
    return _too_many(unknown, census)


@of_return("2886Q", years=Years(until=2024), needs_children=True)
def too_many_of_unknown_gender(census: Census) -> bool:
    """The gender of too many children who are not expected ones is unknown."""
    unknown = sum(child.due is None and child.gender in (None, "0") for child in census.children)
    return _too_many(unknown, census)


def _too_many(unknown: int, census: Census) -> bool:
    return bool(census.children) and 100 * unknown > MOST_UNKNOWN_PERCENT * len(census.children)


@of_return("2887Q")
def few_kinds_of_disability(census: Census) -> bool:
    """The file uses hardly any disability codes."""
    kinds = {disability.code for child in census.children for disability in child.disabilities}
    return len(kinds - {NO_DISABILITY}) < FEWEST_DISABILITIES


@of_return("2888Q")
def one_disability_each(census: Census) -> bool:
    """There are disabled children, and none with more than one disability."""
    most = max(
        (sum(each.code != NO_DISABILITY for each in child.disabilities) for child in census.children),
        default=0,
    )
    return most == 1


@of_return("8995Q", years=Years(since=2027))
def no_pre_proceedings(census: Census) -> bool:
    """No child of the file has a pre-proceedings module."""
    return not any(episode.pre_proceedings for episode in episodes(census))


@of_return("9000Q", years=Years(since=2027))
def no_pre_proceedings_started(census: Census) -> bool:
    """No pre-proceedings module of the file says when it started."""
    return not any(module.started for episode in episodes(census) for module in episode.pre_proceedings)
