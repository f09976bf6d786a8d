"""The checks through Great Expectations: counted once, never lost, never raising, and saying no value."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from caseclock import work
from caseclock.catalogue import rules as catalogue
from caseclock.check import run_checks
from caseclock.check.contract_checks import contract_checks
from caseclock.check.run_checks import CheckResult, check
from caseclock.errors import ChecksIncomplete
from rules.tables_of_a_night import make_work_file

SECRET = "Q9-CANARY"
PERSON = {"pers_person_id": "c1", "pers_sex": "F", "pers_dob": "2015-05-05"}
REFERRAL = {"cine_referral_id": "r1", "cine_person_id": "c1", "cine_referral_date": "2026-01-05"}
CLEAN: dict[str, list[dict[str, Any]]] = {
    "ssd_person": [PERSON],
    "ssd_contacts": [
        {"cont_contact_id": "k1", "cont_person_id": "c1", "cont_contact_date": "2026-01-05T09:00:00"}
    ],
    "ssd_cin_episodes": [REFERRAL],
    "ssd_cin_assessments": [
        {"cina_assessment_id": "a1", "cina_person_id": "c1", "cina_assessment_start_date": "2026-01-06"}
    ],
}


def outcomes(path: Path) -> dict[str, tuple[str, int, str | None]]:
    with work.connect(path) as connection:
        rows = connection.execute("select rule, outcome, findings, reason from rule_result").fetchall()
    return {rule: (outcome, findings, reason) for rule, outcome, findings, reason in rows}


def findings(path: Path, columns: str = "*") -> list[tuple[Any, ...]]:
    with work.connect(path) as connection:
        return connection.execute(f"select {columns} from finding order by all").fetchall()


def test_a_clean_night_holds_and_says_what_was_not_run(tmp_path: Path) -> None:
    path = make_work_file(tmp_path / "night.duckdb", CLEAN)
    result = check(path)
    assert (result.broken, result.findings) == (0, 0)
    assert result.evaluated == result.held > 400
    not_run = {rule: reason for rule, (outcome, _, reason) in outcomes(path).items() if outcome == "not_run"}
    assert not_run == {
        "child_in_care_vanished": "first night",
        "row_count_far_from_last_night": "first night",
    }


def test_every_kind_of_contract_check_finds_its_row_through_its_stock_expectation(tmp_path: Path) -> None:
    path = make_work_file(
        tmp_path / "night.duckdb",
        {
            "ssd_person": [
                PERSON,
                {"pers_person_id": "c2", "pers_sex": "Q"},
                {"pers_person_id": "x" * 49},
                {},
            ],
            "ssd_contacts": [],
            "ssd_cin_episodes": [
                REFERRAL,
                REFERRAL,
                {**REFERRAL, "cine_referral_id": "r2", "cine_close_date": "2026-01-04"},
                {**REFERRAL, "cine_referral_id": "r3", "cine_close_date": "2026-01-05"},
                {**REFERRAL, "cine_referral_id": "r4", "cine_person_id": "c9"},
            ],
            "ssd_cin_assessments": CLEAN["ssd_cin_assessments"],
            "ssd_department": [{"dept_team_id": "t1"}, {"dept_team_id": "t1"}],
        },
    )
    check(path)
    found: dict[str, list[int | None]] = {}
    for rule, record in findings(path, "rule, record"):
        found.setdefault(rule, []).append(record)
    assert found == {
        "ssd_person.pers_sex.codes": [2],
        "ssd_person.pers_person_id.max_length": [3],
        "ssd_person.pers_person_id.not_null": [4],
        "ssd_contacts.not_empty": [None],
        "ssd_cin_episodes.key_unique": [1, 2],
        "ssd_cin_episodes.cine_close_date.not_before.cine_referral_date": [3],
        "ssd_cin_episodes.cine_person_id.references": [5],
        "ssd_department.key_unique": [1, 2],
    }
    assert not [each for each in outcomes(path).values() if "counts" in (each[2] or "")]


def test_more_rows_than_great_expectations_would_list_are_all_kept(tmp_path: Path) -> None:
    path = make_work_file(tmp_path / "night.duckdb", CLEAN)
    with work.connect(path) as connection:
        connection.execute(
            "insert into ssd_person (pers_person_id, pers_sex, record)"
            " select 'p' || i, 'Q', i from range(2, 25002) as t (i)"
        )
    only = {"ssd_person.pers_sex.codes", "ssd_person.key_unique"}
    assert check(path, only=only) == CheckResult(held=1, broken=1, not_run=0, findings=25_000)


def test_running_twice_changes_nothing(tmp_path: Path) -> None:
    path = make_work_file(
        tmp_path / "night.duckdb", {"ssd_person": [{**PERSON, "pers_sex": "Q"}, {**PERSON, "pers_sex": "Q"}]}
    )
    only = {"ssd_person.pers_sex.codes", "ssd_person.key_unique", "duplicate_pupil_number"}
    first = check(path, only=only)
    before = findings(path)
    assert check(path, only=only) == first
    assert findings(path) == before


def add_rules(monkeypatch: pytest.MonkeyPatch, selects: dict[str, str]) -> None:
    """Put rules beside the real ones for the length of a test."""
    model = next(rule for rule in catalogue.rules("local") if rule.rule == "duplicate_pupil_number")
    more = [replace(model, rule=name, select=select, needs=()) for name, select in selects.items()]
    monkeypatch.setattr(run_checks, "rules", lambda name, year=None: [*catalogue.rules(name, year), *more])


def test_a_rule_that_raises_is_not_run_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    raising = "select pers_person_id as child_id, cast(pers_forename as integer) as record from ssd_person"
    add_rules(
        monkeypatch,
        {
            "raises": raising,
            "unbound": "select nothing as child_id, record from ssd_person",
            "nameless": "select pers_person_id from ssd_person",
            "found": "select pers_person_id as child_id, record from ssd_person",
        },
    )
    caplog.set_level(logging.DEBUG)
    path = make_work_file(
        tmp_path / "night.duckdb", {"ssd_person": [{**PERSON, "pers_forename": SECRET, "pers_sex": SECRET}]}
    )
    check(path, only={"raises", "unbound", "nameless", "found", "ssd_person.pers_sex.codes"})
    assert outcomes(path) == {
        "ssd_person.pers_sex.codes": ("broken", 1, None),
        "raises": ("not_run", 0, "it raised ConversionException"),
        "unbound": ("not_run", 0, "it raised BinderException"),
        "nameless": ("not_run", 0, "its SELECT gives no child_id and record"),
        "found": ("broken", 1, None),
    }
    assert SECRET not in caplog.text
    assert SECRET not in str(findings(path))


def test_rules_with_the_same_select_are_each_evaluated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    select = "select pers_person_id as child_id, record from ssd_person"
    add_rules(monkeypatch, {"one": select, "two": select, "three": select})
    path = make_work_file(tmp_path / "night.duckdb", CLEAN)
    assert check(path, only={"one", "two", "three"}) == CheckResult(held=0, broken=3, not_run=0, findings=3)


def test_two_rules_of_one_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_rules(monkeypatch, {"duplicate_pupil_number": "select null as child_id, null as record"})
    path = make_work_file(tmp_path / "night.duckdb", CLEAN)
    with pytest.raises(ChecksIncomplete):
        check(path, only={"duplicate_pupil_number"})


def test_what_was_not_evaluated_is_not_a_clean_night(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_checks, "suites", lambda checks: [])
    path = make_work_file(tmp_path / "night.duckdb", CLEAN)
    with pytest.raises(ChecksIncomplete, match="0 were evaluated"):
        check(path, only={"duplicate_pupil_number"})


def test_a_select_that_counts_otherwise_than_great_expectations_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(return_name: str, delivery: Any) -> list[Any]:
        made = contract_checks(return_name, delivery)
        return [
            replace(each, select=each.select + " limit 1")
            if each.rule == "ssd_person.pers_sex.codes"
            else each
            for each in made
        ]

    monkeypatch.setattr(run_checks, "contract_checks", wrong)
    people = [{"pers_person_id": name, "pers_sex": "Q"} for name in ("c1", "c2", "c3")]
    path = make_work_file(tmp_path / "night.duckdb", {"ssd_person": people})
    check(path, only={"ssd_person.pers_sex.codes"})
    assert outcomes(path) == {
        "ssd_person.pers_sex.codes": ("not_run", 0, "Great Expectations counts 3, the SELECT 1")
    }
    assert findings(path) == []


def keys_of(
    path: Path, rows: Sequence[dict[str, Any]], rule: str = "ssd_contacts.cont_contact_id.max_length"
) -> Any:
    make_work_file(path, {"ssd_person": [PERSON], "ssd_contacts": rows})
    check(path, only={rule})
    return findings(path, "finding_key, value_hash")


def test_a_finding_is_the_same_one_whatever_its_number_and_place_in_the_file(tmp_path: Path) -> None:
    def contact(name: str, day: str) -> dict[str, str]:
        return {
            "cont_contact_id": name * 49,
            "cont_person_id": "c1",
            "cont_contact_date": f"2026-01-{day}T09:00:00",
        }

    rows = [contact("a", "05"), contact("b", "05"), contact("c", "06")]
    before = keys_of(tmp_path / "one.duckdb", rows)
    assert keys_of(tmp_path / "two.duckdb", rows[::-1]) == before
    renumbered = keys_of(
        tmp_path / "three.duckdb", [contact("z", "06"), contact("b", "05"), contact("a", "05")]
    )
    assert {key for key, _ in renumbered} == {key for key, _ in before}
    assert len(set(before) - set(renumbered)) == 1, "the changed value has another hash"
    assert len({key for key, _ in before}) == 3


def test_a_child_keeps_its_findings_through_a_change_of_system(tmp_path: Path) -> None:
    first, second = tmp_path / "one.duckdb", tmp_path / "two.duckdb"
    make_work_file(
        first, {"ssd_person": [{"pers_person_id": "m1", "pers_sex": "Q"}]}, this_run={"system": "mosaic"}
    )
    make_work_file(second, {"ssd_person": [{"pers_person_id": "7", "pers_sex": "Q"}]})
    with work.connect(second) as connection:
        connection.execute("create schema identity")
        connection.execute(
            "create table identity.crosswalk as select 'sample' as authority, 'plain' as system, '7' as local_id,"
            " 'mosaic' as founder_system, 'm1' as founder_local_id"
        )
    for path in (first, second):
        check(path, only={"ssd_person.pers_sex.codes"})
    assert findings(first, "finding_key") == findings(second, "finding_key")


def test_values_go_to_identity_only(tmp_path: Path) -> None:
    path = make_work_file(tmp_path / "night.duckdb", {"ssd_person": [{**PERSON, "pers_sex": SECRET}]})
    check(path, only={"ssd_person.pers_sex.codes"})
    with work.connect(path) as connection:
        values = connection.execute(
            "select authority, child_id, value from identity.finding_value"
        ).fetchall()
    assert values == [("sample", "c1", f'{{"pers_sex":"{SECRET}"}}')]
    assert SECRET not in str(findings(path))


def test_the_file_is_free_afterwards(tmp_path: Path) -> None:
    path = make_work_file(tmp_path / "night.duckdb", CLEAN)
    check(path, only={"duplicate_pupil_number"})
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".wal"] == []
    with work.connect(path) as connection:
        connection.execute("create table afterwards (x integer)")
