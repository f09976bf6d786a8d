"""The second opinion on the census rules is itself right: worked by hand, and over made-up files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from second_opinion_cin.made_up_census import write_census, write_large_census, write_sound_census
from second_opinion_cin.made_up_text import Group, xml
from second_opinion_cin.reading import read_census
from second_opinion_cin.verdicts import findings, in_force, judge, judge_census, not_run, verdicts
from second_opinion_cin.worked_by_hand import (
    CASES,
    FIRST_PLAN,
    child,
    enquiry,
    episode,
    in_need_plan,
    protection_plan,
)

YEARS = range(2022, 2028)


def file_of(folder: Path, *children: Group, year: str = "2026", day: str = "2026-03-31") -> Path:
    path = folder / "census.xml"
    details: Group = [("Year", year), ("ReferenceDate", day)]
    inside: Group = [("Child", each) for each in children]
    path.write_text(xml([("Message", [("Header", [("CollectionDetails", details)]), ("Children", inside)])]))
    return path


@pytest.mark.parametrize(("rule", "fails", "one"), CASES)
def test_rule_worked_by_hand(rule: str, fails: bool, one: Group, tmp_path: Path) -> None:
    assert (rule in {each for each, _ in verdicts(file_of(tmp_path, one))}) == fails


def test_groups_of_the_same_number_fail_whole_and_blanks_are_no_group(tmp_path: Path) -> None:
    ids = ("K1", "K1 ", "K1", "", "  ", None)
    upns = ("A1", None, "", "B1", "B1", "A1 ")
    made = [child(LAchildID=local_id, UPN=upn) for local_id, upn in zip(ids, upns, strict=True)]
    places = {(rule, place) for rule, _, place in findings(file_of(tmp_path, *made))}
    assert {place for rule, place in places if rule == "8510"} == {1, 3}
    assert {place for rule, place in places if rule == "8500"} == {4, 5, 6}
    assert {place for rule, place in places if rule == "1520"} == {4, 5}


def test_records_are_counted_through_the_file_and_an_empty_one_counts(tmp_path: Path) -> None:
    empty = episode(("Section47", []), ("ChildProtectionPlans", [("Reviews", []), ("Reviews", [])]))
    twice = child(empty, [], disabilities=("", "LD", " "))
    census = read_census(file_of(tmp_path, twice, child(empty)))
    second = census.children[1].episodes[0]
    assert (census.children[0].disabilities[0].place, census.children[1].disabilities[0].place) == (1, 2)
    assert (second.place, second.enquiries[0].place) == (3, 2)
    assert [review.place for review in second.protection_plans[0].reviews] == [3, 4]


def test_flagged_records_are_those_the_rule_names(tmp_path: Path) -> None:
    closed = episode(
        enquiry("2025-06-02", "2025-06-10"), in_need_plan(*FIRST_PLAN), ReasonForClosure="RC8",
        CINclosureDate="2025-07-01",
    )  # fmt: skip
    found = findings(file_of(tmp_path, child(closed)))
    rules = {(table, place) for rule, table, place in found if rule == "2990"}
    assert rules == {("cin_details", 1), ("section_47", 1), ("cin_plan_dates", 1)}
    assert {(table, place) for rule, table, place in found if rule == "8565"} == {
        ("cin_details", 1),
        ("cin_plan_dates", 1),
    }
    assert max(found.values()) == 1


@pytest.mark.parametrize(
    ("year", "day", "fails", "first"),
    [
        ("2026", "2026-03-31", False, "2025-04-01"),
        ("2026", "2026-03-28", True, "2025-03-29"),
        ("2026", "31/03/2026", True, "2025-04-01"),
        ("2026 ", "2024-02-29", True, "2023-03-01"),
        ("", "2026-03-31", True, "2025-04-01"),
    ],
)
def test_header_gives_the_period(year: str, day: str, fails: bool, first: str, tmp_path: Path) -> None:
    path = file_of(tmp_path, child(episode()), year=year, day=day)
    period = read_census(path).period
    assert period is not None and period.first.isoformat() == first
    assert (("100", "") in verdicts(path)) == fails
    assert not_run(path) == set()


def test_without_any_date_in_the_header_some_rules_are_not_run(tmp_path: Path) -> None:
    path = file_of(tmp_path, child(episode()), year="now", day="")
    silent = not_run(path)
    assert len(silent) == 29
    assert {"2883", "4010", "8569Q", "8820", "8897Q"} < silent
    assert not silent & {rule for rule, _ in verdicts(path)}


def test_return_rules_at_their_limits(tmp_path: Path) -> None:
    def verdict(*children: Group) -> set[str]:
        return {rule for rule, child_id in verdicts(file_of(tmp_path, *children)) if rule[:2] in ("28", "29")}

    known = [child(disabilities=("NONE",))] * 49
    assert "2886Q" not in verdict(*known, child(Sex="U"))
    assert "2886Q" in verdict(*known, child(Sex="U"), child(Sex=None))
    assert "2886Q" not in verdict(
        *known, child(Sex="U"), child(Sex=None, ExpectedPersonBirthDate="2026-05-01")
    )
    assert verdict() == {"2887Q"}
    assert not_run(file_of(tmp_path)) == {"2886Q"}
    assert verdict(child(disabilities=tuple("ABCDEFG"))) == {"2887Q"}
    assert verdict(child(disabilities=tuple("ABCDEFGH"))) == set()
    assert verdict(*[child(disabilities=(code, "NONE")) for code in "ABCDEFGH"]) == {"2888Q"}
    plan, conference = protection_plan("2025-06-10"), enquiry("2025-06-02", "2025-06-10")
    assert "2883" not in verdict(child(episode(plan, conference)))
    assert "2883" in verdict(child(episode(plan, conference, protection_plan("2026-03-31"))))
    assert "2883" not in verdict(child(episode(plan, conference, protection_plan("2026-04-01"))))


def test_years_have_their_rules(tmp_path: Path) -> None:
    assert [len({rule.code for rule in in_force(year)}) for year in YEARS] == [107, 105, 105, 109, 109, 121]
    one = child(
        episode(ReasonForClosure="RC9", ReferralSource="5D"), Sex="M", GenderCurrent="7", PersonBirthDate=""
    )
    path = file_of(tmp_path, one)
    found = {year: {rule for rule, _ in verdicts(path, year)} for year in YEARS}
    assert [year for year in YEARS if "4180" in found[year]] == [2022, 2023, 2024]
    assert [year for year in YEARS if "8640" in found[year]] == [2022]
    assert [year for year in YEARS if "8866" in found[year]] == [2022]
    assert [year for year in YEARS if "8525" in found[year]] == [2022, 2023]
    assert [year for year in YEARS if "8525Q" in found[year]] == [2024, 2025, 2026, 2027]
    assert [year for year in YEARS if "8995Q" in found[year]] == [2027]
    born = file_of(tmp_path, child(episode(), PersonBirthDate="2018-03-31"), year="2024", day="2024-03-31")
    assert ("8770Q", "K1") in verdicts(born)
    born = file_of(tmp_path, child(episode(), PersonBirthDate="2018-04-01"), year="2024", day="2024-03-31")
    assert ("8770Q", "K1") not in verdicts(born)
    assert ("8770Q", "K1") in verdicts(born, 2025)


@pytest.mark.parametrize("year", YEARS)
def test_made_up_files_break_and_hold_every_rule(year: int, tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    broken: Counter[str] = Counter()
    held: Counter[str] = Counter()
    seeds = 60 if year >= 2026 else 20
    for seed in range(seeds):
        write_census(path, seed, children=50, year=year)
        census = read_census(path)
        judged = judge_census(census, year)
        failing = Counter(rule for rule, _ in {(each.rule, each.child_id) for each in judged.findings})
        ids = len({one.local_id for one in census.children})
        for rule in in_force(year):
            broken[rule.code] += failing[rule.code]
            whole = rule.code in ("100", "2883", "2886Q", "2887Q", "2888Q", "8995Q", "9000Q")
            held[rule.code] += failing[rule.code] < (1 if whole else ids) and rule.code not in judged.not_run
    codes = {rule.code for rule in in_force(year)}
    assert {code for code in codes if not broken[code]} == set()
    assert {code for code in codes if not held[code]} == set()


@pytest.mark.parametrize("year", YEARS)
def test_sound_files_have_no_verdict(year: int, tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    for seed in range(3):
        write_sound_census(path, seed, children=120, year=year)
        assert judge(path) == ([], frozenset())


def test_large_files_have_as_many_faulty_children_as_asked(tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    write_large_census(path, 1000, faulty=0.1)
    children = {
        child_id
        for rule, child_id in verdicts(path)
        if rule not in ("100", "2883", "2886Q", "2887Q", "2888Q")
    }
    assert 70 < len(children) < 130
    first = path.read_bytes()
    write_large_census(path, 1000, faulty=0.1)
    assert path.read_bytes() == first
    assert 1100 < len(first) / 1000 < 1400
