"""Nobody finds out what was hidden: not by algebra, not by bounds, not by trying all whole numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseclock.disclosure.figure import Figure
from caseclock.disclosure.hiding import hide
from caseclock.disclosure.marking import Shown, Told, for_audience
from caseclock.disclosure.policy import AUDIENCES
from caseclock.disclosure.proof import check
from caseclock.disclosure.sums import sums_of
from disclosure.attacker import Attacker, Unknown, attacker_on
from disclosure.made_up import AS_AT, Person, figures

UNROUNDED = replace(AUDIENCES["public"], rounding=None)

SIZES = st.sampled_from([0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 9, 14])


@st.composite
def crowds(draw: st.DrawFn, band_names: tuple[str, ...] = ("",)) -> list[Person]:
    """People in up to three localities and months, both sexes, few or many together."""
    people = []
    for month in range(draw(st.integers(1, 3))):
        for locality in ("North", "South", "East")[: draw(st.integers(1, 3))]:
            for counts_for in (True, False):
                band = draw(st.sampled_from(band_names))
                sex = draw(st.sampled_from(["F", "M"]))
                size = draw(SIZES)
                people += [Person(month, locality, sex, counts_for or bool(band), band)] * size
    return people


def shown_to(made: list[Figure]) -> list[Shown]:
    return list(for_audience(made, UNROUNDED, AS_AT, {}, Told()))


def truth(made: list[Figure]) -> dict[Unknown, int]:
    """The true counts that were left out of the file, and the ones that were not."""
    found: dict[Unknown, int] = {}
    for figure in made:
        if figure.numerator is not None:
            found["n", figure.band, figure.at] = int(figure.numerator)
        if figure.denominator is not None:
            found["d", "", figure.at] = int(figure.denominator)
            if figure.kind == "proportion":
                found["m", figure.band, figure.at] = int(figure.denominator - (figure.numerator or 0))
    return found


def secrets(attacker: Attacker, true: dict[Unknown, int]) -> list[Unknown]:
    """What must stay unknown: marked counts, and small remainders."""
    return [
        count
        for count in attacker.least
        if (count[0] != "m" and attacker.least[count] < attacker.most[count])
        or (count[0] == "m" and 1 <= true[count] <= 5)
    ]


def found_out(attacker: Attacker, true: dict[Unknown, int]) -> list[Unknown]:
    """The secrets for which no second value is possible."""
    return [
        count
        for count in secrets(attacker, true)
        if not any(
            attacker.possible(count, value, true)
            for value in (true[count] + 1, true[count] - 1, 2 * true[count])
            if value >= 0 and value != true[count]
        )
    ]


def known_by_algebra(attacker: Attacker, true: dict[Unknown, int]) -> list[Unknown]:
    """The secrets that the equations alone determine."""
    open_ones = [count for count in attacker.least if attacker.least[count] < attacker.most[count]]
    column = {count: number for number, count in enumerate(open_ones)}
    rows = np.zeros((len(attacker.sums), len(open_ones)))
    for number, (total, *parts) in enumerate(attacker.sums):
        for count, sign in [(total, -1.0), *((part, 1.0) for part in parts)]:
            if count in column:
                rows[number, column[count]] += sign
    rank = np.linalg.matrix_rank(rows) if rows.size else 0
    known = []
    for count in secrets(attacker, true):
        if count in column:
            alone = np.zeros((1, len(open_ones)))
            alone[0, column[count]] = 1
            if np.linalg.matrix_rank(np.vstack([rows, alone])) == rank:
                known.append(count)
    return known


def attack(made: list[Figure]) -> None:
    shown, true = shown_to(made), truth([figure for figure in made if figure.at.cut != "team"])
    attacker = attacker_on(shown)
    assert known_by_algebra(attacker, true) == []
    assert found_out(attacker, true) == []
    # One who knows which marks are small counts gets no further, where any hiding can stop that.
    sums = sums_of([each.figure for each in shown], 5, {})
    done = hide(sums.table)
    check(sums.table, done)
    if all(knows_small for _changes, knows_small in done.changes) and not done.emptied:
        small = {count for count, value in true.items() if 1 <= value <= 5}
        assert found_out(attacker_on(shown, small), true) == []


MANY = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@MANY
@given(crowds())
def test_no_count_is_found_out(people: list[Person]) -> None:
    attack(figures(people, "count"))


@MANY
@given(crowds())
def test_no_part_of_a_share_is_found_out(people: list[Person]) -> None:
    attack(figures(people, "proportion"))


@MANY
@given(crowds(("short", "long")))
def test_no_band_is_found_out(people: list[Person]) -> None:
    attack(figures(people, "proportion"))


@MANY
@given(crowds())
def test_nothing_is_hidden_where_nothing_is_small(people: list[Person]) -> None:
    """Six of each where there was one: no count is left from 1 to 5, and no mark is needed."""
    made = figures([person for person in people for _copy in range(6)], "proportion")
    assert all("c" not in (each.numerator, each.denominator, each.value) for each in shown_to(made))


@MANY
@given(crowds(), st.sampled_from([None, 5, 10]))
def test_shown_numbers_agree_with_each_other(people: list[Person], base: int | None) -> None:
    """A percentage is that of the counts beside it, and stands only where both do."""
    policy = replace(UNROUNDED, rounding=base)
    for each in for_audience(figures(people, "proportion"), policy, AS_AT, {}, Told()):
        if "c" in (each.numerator, each.denominator):
            assert each.value == "c"
        else:
            top, bottom = int(each.numerator), int(each.denominator)
            assert (top % (base or 1), bottom % (base or 1)) == (0, 0)
            assert top <= bottom
            assert abs(float(each.value) - 100 * top / bottom) <= 0.0501
