"""Every case of every rule, through the real path: typed tables, Great Expectations, findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from caseclock import work
from caseclock.catalogue.header import read_yaml
from caseclock.catalogue.rules import Rule, return_names, rules
from caseclock.check.run_checks import check
from rules.tables_of_a_night import make_work_file


@dataclass(frozen=True)
class Case:
    """One tiny delivery and what the rule must say about it."""

    rule: Rule
    name: str
    given: Mapping[str, Any]

    @property
    def breaks(self) -> list[Mapping[str, Any]]:
        """What must be found; a bare number is a record of the rule's table."""
        listed = self.given.get("breaks", [])
        return [
            each if isinstance(each, dict) else {"table": self.rule.table, "record": each} for each in listed
        ]


def cases_of(rule: Rule) -> list[Case]:
    written = read_yaml(rule.path.with_suffix(".cases.yaml"))
    return [Case(rule, given["case"], given) for given in written]


EVERY_RULE = [rule for name in return_names() for rule in rules(name)]
EVERY_CASE = [case for rule in EVERY_RULE for case in cases_of(rule)]


@pytest.mark.parametrize("case", EVERY_CASE, ids=lambda case: f"{case.rule.path.stem}: {case.name}")
def test_rule_says_what_its_case_says(case: Case, tmp_path: Path) -> None:
    rule, given = case.rule, case.given
    path = make_work_file(
        tmp_path / "night.duckdb",
        given.get("tables", {}),
        previous=given.get("previous"),
        this_run=given.get("this_run"),
        year=given.get("year", rule.last_year or max(2026, rule.first_year or 0)),
        not_supplied=given.get("not_supplied", ()),
        return_name=rule.return_name,
    )
    check(path, (rule.return_name,), only={rule.rule})
    with work.connect(path) as connection:
        results = connection.execute("select outcome, findings, reason from rule_result").fetchall()
        found = connection.execute(
            "select table_name, record, child_id, columns, episode from finding order by all"
        ).fetchall()
    expected = "broken" if case.breaks else "not_run" if "not_run" in given else "held"
    assert [outcome for outcome, _, _ in results] == [expected], results
    assert results[0][2] == given.get("not_run")
    named = [dict(zip(("table", "record", "child", "columns", "episode"), row, strict=True)) for row in found]
    wanted = sorted(case.breaks, key=str)
    told = [{key: one[key] for key in like} for one, like in _pair(named, wanted)]
    assert len(named) == len(wanted)
    assert told == wanted


def _pair(
    found: list[dict[str, Any]], wanted: list[Mapping[str, Any]]
) -> list[tuple[dict[str, Any], Mapping[str, Any]]]:
    """Each wanted finding with the one found that fits it; findings that fit none are dropped."""
    left = list(found)
    pairs = []
    for like in wanted:
        fits = next((one for one in left if all(one[key] == value for key, value in like.items())), None)
        if fits:
            left.remove(fits)
            pairs.append((fits, like))
    return pairs


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: f"{rule.return_name}-{rule.path.stem}")
def test_every_rule_has_a_case_that_breaks_it_and_one_that_does_not(rule: Rule) -> None:
    broken = [bool(case.breaks) for case in cases_of(rule)]
    held = [not case.breaks and "not_run" not in case.given for case in cases_of(rule)]
    assert any(broken) and any(held)


def test_no_two_cases_of_a_rule_have_the_same_name() -> None:
    names = [(case.rule.return_name, case.rule.path.stem, case.name) for case in EVERY_CASE]
    assert len(set(names)) == len(names)
