"""Rules on a child's identifiers: ids, pupil numbers, sex, and the days of birth and death."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from second_opinion_cin.census import Census, Child
from second_opinion_cin.codes import AUTHORITIES, CHECK_LETTERS, GENDERS, SEXES
from second_opinion_cin.days import Period, earlier, months_later
from second_opinion_cin.rulebook import Years, of_child, of_child_in_period, of_children

LONGEST_ID = 20
WHOLE_UPN = 13


def check_letter(rest: str) -> str:
    """The letter that opens a pupil number, from its 12 other characters: 11 digits, digit or letter."""
    values = [int(sign) if sign.isdigit() else CHECK_LETTERS.index(sign) for sign in rest]
    return CHECK_LETTERS[sum(place * value for place, value in enumerate(values, start=2)) % 23]


@of_child("1510")
def upn_opens_with_another_letter(child: Child) -> Iterator[Child]:
    """A pupil number of the right shape does not begin with the letter that its other signs give."""
    upn = child.upn or ""
    shape = rf"[0-9]{{11}}[0-9{CHECK_LETTERS}]"
    if re.fullmatch(shape, upn[1:]) and upn[0] != check_letter(upn[1:]):
        yield child


@of_children("1520")
def upn_shared(census: Census) -> Iterator[Child]:
    """Children have the same pupil number."""
    counted = Counter(child.upn for child in census.children if child.upn)
    return (child for child in census.children if child.upn and counted[child.upn] > 1)


@of_child("1530")
def upn_of_no_authority(child: Child) -> Iterator[Child]:
    """A pupil number of full length names no known authority."""
    if child.upn and len(child.upn) == WHOLE_UPN and child.upn[1:4] not in AUTHORITIES:
        yield child


@of_child("1540")
def upn_serial_not_digits(child: Child) -> Iterator[Child]:
    """Places 5 to 12 of a pupil number hold nothing, or something that is no digit."""
    if child.upn and not re.fullmatch("[0-9]{1,8}", child.upn[4:12]):
        yield child


@of_child("1550")
def upn_ends_oddly(child: Child) -> Iterator[Child]:
    """The last sign of a pupil number of full length is neither a digit nor a letter in use."""
    if child.upn and len(child.upn) == WHOLE_UPN and child.upn[-1] not in "0123456789" + CHECK_LETTERS:
        yield child


@of_child("1560Q")
def former_upn_misshapen(child: Child) -> Iterator[Child]:
    """An earlier pupil number is not a letter, 11 digits, and a digit or letter."""
    if child.former_upn and not re.fullmatch("[A-Za-z][0-9]{11}[0-9A-Za-z]", child.former_upn):
        yield child


@of_child("1570", years=Years(since=2025))
def id_too_long(child: Child) -> Iterator[Child]:
    """The authority's id has more characters than the department takes."""
    if child.local_id and len(child.local_id) > LONGEST_ID:
        yield child


@of_child("1580", years=Years(since=2025))
def id_with_other_signs(child: Child) -> Iterator[Child]:
    """The authority's id holds something beside plain letters and digits."""
    if child.local_id and not re.fullmatch("[A-Za-z0-9]+", child.local_id):
        yield child


@of_child("8500")
def id_missing(child: Child) -> Iterator[Child]:
    """The child has no id."""
    if child.local_id is None:
        yield child


@of_children("8510")
def id_shared(census: Census) -> Iterator[Child]:
    """Children have the same id."""
    counted = Counter(child.local_id for child in census.children if child.local_id)
    return (child for child in census.children if child.local_id and counted[child.local_id] > 1)


@of_child("4180", years=Years(since=2025))
def sex_not_a_code(child: Child) -> Iterator[Child]:
    """Sex is blank or no code of its set."""
    if child.sex not in SEXES:
        yield child


@of_child("4180", years=Years(until=2024))
def gender_not_a_code(child: Child) -> Iterator[Child]:
    """Gender, collected before sex was, is blank or no code of its set."""
    if child.gender not in GENDERS:
        yield child


@of_child("8750", years=Years(since=2025))
def unborn_with_a_sex(child: Child) -> Iterator[Child]:
    """A child not yet born has a sex other than unknown."""
    if child.born is None and child.due is not None and child.sex != "U":
        yield child


@of_child("8750", years=Years(until=2024))
def unborn_with_a_gender(child: Child) -> Iterator[Child]:
    """A child not yet born has a gender other than unknown, before sex was collected."""
    if child.born is None and child.due is not None and child.gender != "0":
        yield child


@of_child_in_period("8520")
def born_after_the_year(child: Child, period: Period) -> Iterator[Child]:
    """The birth lies after the reference date."""
    if earlier(period.last, child.born):
        yield child


@of_child("8525Q", error_until=2023)
def not_one_birth_date(child: Child) -> Iterator[Child]:
    """There is both a birth date and an expected one, or neither."""
    if (child.born is None) == (child.due is None):
        yield child


@of_child_in_period("8530Q")
def due_too_early_or_late(child: Child, period: Period) -> Iterator[Child]:
    """The expected birth is over a month past, or over nine months ahead, at the reference date."""
    first, last = period.last - timedelta(days=30), months_later(period.last, 9)
    if earlier(child.due, first) or earlier(last, child.due):
        yield child


@of_child("8535Q")
def died_before_birth(child: Child) -> Iterator[Child]:
    """The child died, and was born after that or on no known day."""
    if child.died is not None and (child.born is None or child.born > child.died):
        yield child


@of_child_in_period("8545Q")
def died_in_another_year(child: Child, period: Period) -> Iterator[Child]:
    """The death lies outside the census year."""
    if period.misses(child.died):
        yield child
