"""The rules of the CIN census say of made-up files what the second opinion says.

CASECLOCK_CIN_SEEDS says how many files are compared; each takes about a second.
"""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from caseclock.catalogue.rules import rules
from caseclock.returns.validating import validate
from second_opinion_cin.made_up_census import write_census, write_large_census
from second_opinion_cin.verdicts import RECORD_CHOSEN, Judgement, in_force, judge

SEEDS = int(os.environ.get("CASECLOCK_CIN_SEEDS", "8"))
YEARS = (2026, 2027, 2026, 2024, 2026, 2025, 2022, 2023)
"""The collections that the seeds take in turn; the one in force comes most often."""

OF_THE_RETURN = {"100", "2883", "2886Q", "2887Q", "2888Q", "8995Q", "9000Q"}
"""Rules with one finding for a file, of which only the number is compared."""
SHOWN = 12


@pytest.mark.parametrize("year", range(2022, 2028))
def test_the_same_rules_are_in_force(year: int) -> None:
    ours = {rule.rule: rule.severity for rule in rules("cin_census", year) if _is_numbered(rule.rule)}
    assert sorted(ours) == [rule.code for rule in in_force(year)]
    assert {rule for rule, severity in ours.items() if severity == "query"} == {
        rule for rule in ours if rule.endswith("Q")
    }
    assert set(ours.values()) == {"error", "query"}


def test_the_rules_of_2026_are_all_there() -> None:
    assert len(in_force(2026)) == 109 and len(in_force(2027)) == 109 + 12


@pytest.mark.parametrize("seed", range(SEEDS))
def test_findings_are_those_of_the_second_opinion(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    write_census(path, seed, year=YEARS[seed % len(YEARS)])
    same_verdicts(path, tmp_path)


@pytest.mark.parametrize("faulty", [0.0, 0.1])
def test_plausible_files_are_judged_alike(faulty: float, tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    write_large_census(path, 600, faulty=faulty)
    same_verdicts(path, tmp_path)


@pytest.mark.parametrize(
    ("what", "by"),
    [
        (r"(?s)<Child>.*</Child>", ""),
        ("<Message>", '<Message xmlns="urn:census">'),
        ("(</CINreferralDate>)", r"<!-- checked -->\1"),
        ("(?s)<Header>.*</Header>", ""),
    ],
    ids=["no children", "a namespace", "comments", "no header"],
)
def test_odd_files_are_judged_alike(what: str, by: str, tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    write_census(path, 2, children=20)
    path.write_text(re.sub(what, by, path.read_text(encoding="utf-8")), encoding="utf-8")
    same_verdicts(path, tmp_path)


def test_another_year_than_the_header_has_its_own_rules(tmp_path: Path) -> None:
    path = tmp_path / "census.xml"
    write_census(path, 3, children=20)
    same_verdicts(path, tmp_path, year=2023)


def same_verdicts(path: Path, folder: Path, year: int | None = None) -> None:
    told = differences(path, folder, year)
    assert not told, "\n" + "\n".join(told)


def differences(path: Path, folder: Path, year: int | None = None) -> list[str]:
    """What the rules as they are run say otherwise than the second opinion, in words."""
    said: list[str] = []
    validate(
        "cin-census", path, folder / "findings.csv", previous=None, year=year, system=None, say=said.append
    )
    with (folder / "findings.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if _is_numbered(row["rule"])]
    expected = judge(path, year)
    found = {(row["rule"], row["child_id"]) for row in rows}
    wanted = {(each.rule, each.child_id) for each in expected.findings}
    silent = {match.group(1) for line in said if (match := re.match(r"not run: (\d\w*)", line))}
    return [
        *_told("child", found, wanted),
        *_told("record", _records_found(rows), _records_wanted(expected)),
        *_told("not run", silent, expected.not_run),
    ]


def _is_numbered(rule: str) -> bool:
    """Whether a rule is one of the department's; ours have names."""
    return rule[:1].isdigit()


def _records_found(rows: list[dict[str, str]]) -> Iterable[object]:
    for row in rows:
        if row["rule"] in OF_THE_RETURN:
            yield row["rule"], "", 0
        elif row["rule"] not in RECORD_CHOSEN:
            yield row["rule"], row["table"], int(row["row"] or 0)


def _records_wanted(judgement: Judgement) -> Iterable[object]:
    for each in judgement.findings:
        if each.rule in OF_THE_RETURN:
            yield each.rule, "", 0
        elif each.rule not in RECORD_CHOSEN:
            yield each.rule, each.table, each.place


def _told(what: str, found: Iterable[object], wanted: Iterable[object]) -> list[str]:
    """The first differences of each kind, and how many there are."""
    found_of, wanted_of = Counter(found), Counter(wanted)
    told = []
    for words, left in (("too many", found_of - wanted_of), ("missing", wanted_of - found_of)):
        each = sorted(map(str, left.elements()))
        told += [f"{what} {words}: {one}" for one in each[:SHOWN]]
        if len(each) > SHOWN:
            told.append(f"{what} {words}: {len(each) - SHOWN} more")
    return told
