"""Tables small enough to work out on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from caseclock.disclosure.figure import Figure, Position
from caseclock.disclosure.hiding import hide
from caseclock.disclosure.marking import Shown, Told, for_audience, plain
from caseclock.disclosure.policy import AUDIENCES, policy_for
from caseclock.disclosure.proof import check
from caseclock.disclosure.table import SCALE, Table
from caseclock.errors import CaseclockError, ConfigurationError
from disclosure.made_up import AS_AT, Person, figures

UNROUNDED = replace(AUDIENCES["public"], rounding=None)


def crowd(month: int, locality: str, size: int, **more: object) -> list[Person]:
    return [replace(Person(month, locality), **more)] * size


def texts(made: list[Figure], policy: object = UNROUNDED, **homes: object) -> dict[tuple[str, ...], Shown]:
    """What is shown, by month number or year, cut and member."""
    told = Told()
    found = for_audience(made, policy, AS_AT, homes.get("homes", {}), told)
    return {
        (str(each.figure.at.start.month) if each.figure.at.period == "month" else each.figure.at.period,)
        + (
            (each.figure.at.cut, each.figure.at.member) if each.figure.at.member else (each.figure.at.cut,)
        ): each
        for each in found
    }


def test_a_locality_with_three_takes_another_with_it() -> None:
    """3 + 20 + 9 = 32: with 3 alone hidden it would be 32 - 20 - 9; the year and the months do not help either."""
    shown = texts(figures(crowd(0, "North", 3) + crowd(0, "South", 20) + crowd(0, "East", 9)))
    assert shown["4", "locality", "North"].value == "c"
    assert shown["4", "authority"].value == "32"
    assert sorted(shown["4", "locality", place].value for place in ("South", "East")) == ["20", "c"]


def test_two_hidden_ones_that_add_up_to_two_are_not_enough() -> None:
    """1 + 1 + 20 = 22 leaves 2 for two rows that are both there: another has to go."""
    shown = texts(figures(crowd(0, "North", 1) + crowd(0, "South", 1) + crowd(0, "East", 20)))
    hidden = [key for key, each in shown.items() if each.value == "c" and key[0] == "4"]
    assert len(hidden) == 3


def test_a_month_is_not_worked_out_from_its_year() -> None:
    people = crowd(0, "North", 2) + crowd(1, "North", 30) + crowd(2, "North", 40)
    shown = texts(figures(people))
    assert shown["4", "authority"].value == "c"
    assert "c" in (
        shown["5", "authority"].value, shown["6", "authority"].value, shown["financial_year", "authority"].value,
    )  # fmt: skip


def test_those_not_counted_for_are_as_private_as_those_counted_for() -> None:
    """27 of 30 tells of three; so the numerator goes, and the percentage with it."""
    people = crowd(0, "North", 27) + crowd(0, "North", 3, counts_for=False)
    shown = texts(figures(people, "proportion"))["4", "authority"]
    assert (shown.numerator, shown.value) == ("c", "c")


def test_a_true_zero_and_the_whole_are_shown() -> None:
    shown = texts(figures(crowd(0, "North", 30, counts_for=False), "proportion"))["4", "authority"]
    assert (shown.numerator, shown.denominator, shown.value) == ("0", "30", "0")


def test_a_mean_of_four_is_hidden_with_its_sum() -> None:
    shown = texts(figures(crowd(0, "North", 4) + crowd(0, "South", 40) + crowd(0, "East", 40), "mean"))
    north = shown["4", "locality", "North"]
    assert (north.numerator, north.denominator, north.value) == ("c", "c", "c")
    others = [shown["4", "locality", place] for place in ("South", "East")]
    assert any("c" == each.numerator == each.denominator == each.value for each in others)


def test_the_same_count_under_another_name_is_hidden_too() -> None:
    people = crowd(0, "North", 3) + crowd(0, "South", 20) + crowd(0, "East", 9)
    both = figures(people, "count", "how_many") + figures(people, "proportion", "share")
    found = list(for_audience(both, UNROUNDED, AS_AT, {}, Told()))
    counts = {each.figure.at: each.numerator for each in found if each.figure.measure == "how_many"}
    shares = {each.figure.at: each.denominator for each in found if each.figure.measure == "share"}
    assert counts == shares


def test_a_count_has_no_denominator_and_a_median_no_numerator() -> None:
    made = figures(crowd(0, "North", 30))[0]
    median = replace(made, kind="median", numerator=None, denominator=Decimal(30), value=Decimal("7.5"))
    (shown,) = for_audience([median], AUDIENCES["public"], AS_AT, {}, Told())
    assert (shown.numerator, shown.denominator, shown.value) == ("z", "30", "7.5")
    (shown,) = for_audience([made], AUDIENCES["public"], AS_AT, {}, Told())
    assert (shown.numerator, shown.denominator, shown.value) == ("30", "z", "30")


def test_the_public_sees_rounded_counts_and_their_percentage() -> None:
    """18 of 33 is 54.5; 20 of 35 is 57.1. Half a base goes up: 12.5 does not occur, 15 of ten is 20."""
    people = crowd(0, "North", 18) + crowd(0, "North", 15, counts_for=False)
    shown = texts(figures(people, "proportion"), AUDIENCES["public"])["4", "authority"]
    assert (shown.numerator, shown.denominator, shown.value) == ("20", "35", "57.1")
    assert policy_for("public", "10").rounded(Decimal(15)) == 20
    assert policy_for("public", "10").rounded(Decimal(14)) == 10


def test_each_audience_sees_its_levels_and_periods() -> None:
    made = figures(crowd(0, "North", 30))
    late = [replace(each, at=replace(each.at, period="last_12_months")) for each in made[:1]]
    old = [replace(each, at=replace(each.at, end=date(2021, 4, 30))) for each in made[:1]]
    cuts = {
        audience: {each.figure.at.cut for each in for_audience(made + late + old, policy, AS_AT, {}, Told())}
        for audience, policy in AUDIENCES.items()
    }
    assert cuts["public"] == {"authority", "locality", "sex"}
    assert cuts["partnership"] == cuts["internal"] == {"authority", "locality", "sex", "team"}
    for audience, extra in (("public", 0), ("partnership", 0), ("internal", 2)):
        seen = list(for_audience(made[:1] + late + old, AUDIENCES[audience], AS_AT, {}, Told()))
        assert len(seen) == 1 + extra


def test_internal_is_everything_as_it_is() -> None:
    made = figures(crowd(0, "North", 3) + crowd(0, "North", 1, counts_for=False), "proportion")
    assert [
        (each.numerator, each.denominator, each.value)
        for each in for_audience(made, AUDIENCES["internal"], AS_AT, {}, Told())
    ] == [("3", "4", "75")] * len(made)


def test_a_team_is_not_worked_out_from_its_locality() -> None:
    """North is teams one and two: 23 less 20 would be team two's 3."""
    people = crowd(0, "North", 20, team="one") + crowd(0, "North", 3, team="two")
    people += crowd(0, "South", 30, team="three") + crowd(0, "South", 40, team="four")
    begins, ends = date(2020, 1, 1), date(9999, 12, 31)
    places = {"one": "North", "two": "North", "three": "South", "four": "South"}
    homes = {team: [(place, begins, ends)] for team, place in places.items()}
    shown = texts(figures(people), AUDIENCES["partnership"], homes=homes)
    assert shown["4", "team", "two"].value == "c"
    assert "c" in (shown["4", "locality", "North"].value, shown["4", "team", "one"].value)


def test_the_figure_of_today_is_hidden_with_that_of_its_month() -> None:
    at = Position("month", date(2025, 7, 1), date(2025, 7, 31), "authority")
    month = Figure("open_now", "Open now", "count", at, "", "", Decimal(4), None, Decimal(4))
    today = replace(month, at=Position("as_at", AS_AT, AS_AT, "authority"))
    shown = for_audience([month, today], UNROUNDED, AS_AT, {}, Told())
    assert [each.value for each in shown] == ["c", "c"]


def test_the_proof_finds_what_was_not_hidden() -> None:
    table = Table(5)
    total = table.add_cell(30 * SCALE, published=True, counts_people=True)
    parts = [table.add_cell(size * SCALE, published=True, counts_people=True) for size in (3, 27)]
    table.add_sum(total, parts, counts_people=True)
    done = hide(table)
    check(table, done)
    for cell in [cell for cell, is_hidden in enumerate(done.hidden) if is_hidden]:
        done.hidden[cell] = False
        with pytest.raises(CaseclockError):
            check(table, done)
        done.hidden[cell] = True


@pytest.mark.parametrize(("audience", "rounding"), [("press", None), ("public", "7")])
def test_an_unknown_audience_or_rounding_is_refused(audience: str, rounding: str | None) -> None:
    with pytest.raises(ConfigurationError):
        policy_for(audience, rounding)


@pytest.mark.parametrize(
    ("number", "text"), [("30.0000", "30"), ("0.0000", "0"), ("12.5000", "12.5"), ("-0.5", "-0.5")]
)
def test_numbers_are_plain(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text
