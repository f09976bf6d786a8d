"""The files of a synthetic delivery: the same for the same seed, each system's spellings, the answer key."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from caseclock.catalogue.contracts import contracts
from caseclock.catalogue.systems import System, systems
from caseclock.errors import ConfigurationError
from caseclock.synthetic import generate
from caseclock.synthetic.flavour import in_flavour
from caseclock.synthetic.no_further_action import NOT_IN_ANY_MAPPING, REASONS, reasons_csv

TO = dt.date(2026, 3, 31)
EXPECTED_FAULTS = {
    "conference_late_without_reason", "formal_resolution_stage_skipped", "late_reason_unmapped",
    "cp_plan_without_conference", "open_assessment_on_closed_referral", "no_further_action_with_later_assessment",
    "cp_review_before_plan", "cp_visit_after_plan_ended", "two_open_cp_plans", "placement_outside_care_period",
    "conference_before_section_47", "open_episode_after_death", "care_episode_without_placement",
    "contact_no_further_action_contradicted", "no_further_action_without_reason",
    "no_further_action_reason_unmapped", "duplicate_pupil_number", "event_after_as_at", "date_beyond_calendar",
    "ssd_person.pers_sex.codes", "ssd_cin_episodes.cine_referral_date.readable",
    "ssd_cin_assessments.cina_person_id.references", "ssd_contacts.key_unique",
    "ssd_cin_assessments.cina_assessment_auth_date.not_before.cina_assessment_start_date",
}  # fmt: skip


def rows_of(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def digest(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        generate(300, 2, TO, 5, "liquidlogic", 0.02, tmp_path / name)
    generate(300, 2, TO, 6, "liquidlogic", 0.02, tmp_path / "three")
    assert digest(tmp_path / "one") == digest(tmp_path / "two")
    assert digest(tmp_path / "one") != digest(tmp_path / "three")


def test_the_manifest_says_whose_it_is_and_which_day_it_covers(tmp_path: Path) -> None:
    generate(200, 1, TO, 1, "plain", 0, tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert set(manifest) == {"system", "as_at", "extracted_at"}
    assert (manifest["system"], manifest["as_at"]) == ("plain", "2026-03-31")
    assert manifest["extracted_at"].startswith("2026-04-01")
    assert oct((tmp_path / "out").stat().st_mode)[-3:] == "700"
    assert oct((tmp_path / "out" / "ssd_person.csv").stat().st_mode)[-3:] == "600"


@pytest.mark.parametrize("system", ["plain", "liquidlogic", "mosaic", "eclipse"])
def test_columns_are_those_of_the_contracts(tmp_path: Path, system: str) -> None:
    made = generate(60, 1, TO, 1, system, 0, tmp_path / "out")
    assert set(contracts()) == set(made.rows)
    for table, contract in contracts().items():
        with (tmp_path / "out" / f"{table}.csv").open() as file:
            header = next(csv.reader(file))
        known = dict(systems()[system].column_aliases.get(table, {}))
        known |= {alias: column.name for column in contract.columns for alias in column.aliases}
        assert {known.get(name, name) for name in header} == {column.name for column in contract.columns}
        assert len(header) == len(contract.columns)


def test_liquidlogic_spellings(tmp_path: Path) -> None:
    generate(300, 2, TO, 1, "liquidlogic", 0, tmp_path / "out")
    found = rows_of(tmp_path / "out", "ssd_cin_assessments")
    assert all(row["cina_assessment_start_date"].endswith(" 00:00:00") for row in found)
    assert all(row["cina_assessment_auth_date"][2] == "/" for row in found)
    assert "01/01/1900" in {row["cina_assessment_auth_date"] for row in found}
    contact = next(
        row for row in rows_of(tmp_path / "out", "ssd_contacts") if row["cont_contact_outcome_json"]
    )
    assert json.loads(contact["cont_contact_outcome_json"])["NUMBER_OF_OUTCOMES"] == 1
    assert "-1" in {row["icpc_cp_plan_id"] for row in rows_of(tmp_path / "out", "ssd_initial_cp_conference")}


def test_mosaic_spellings(tmp_path: Path) -> None:
    generate(300, 2, TO, 1, "mosaic", 0, tmp_path / "out")
    contacts = rows_of(tmp_path / "out", "ssd_contacts")
    assert {"No further action", "Cin referral"} <= {row["cont_contact_outcome_json"] for row in contacts}
    assert len({row["cont_contact_id"] for row in contacts}) < len(contacts)
    assert len({(row["cont_contact_id"], row["cont_person_id"]) for row in contacts}) == len(contacts)
    assert "cin_referral_nfa" in rows_of(tmp_path / "out", "ssd_cin_episodes")[0]


def test_eclipse_spellings(tmp_path: Path) -> None:
    generate(300, 2, TO, 1, "eclipse", 0, tmp_path / "out")
    people = rows_of(tmp_path / "out", "ssd_person")
    assert all(row["pers_person_id"].startswith("EG1") and not row["pers_upn"] for row in people)
    assert any(len(row["pers_upn_unknown"]) == 13 for row in people)
    assert not any(row["cont_contact_outcome_json"] for row in rows_of(tmp_path / "out", "ssd_contacts"))
    referral = rows_of(tmp_path / "out", "ssd_cin_episodes")[0]
    assert referral["cine_referral_date"].endswith("T00:00:00")
    assert "OUTCOME_NFA_FLAG" in json.loads(referral["cine_referral_outcome_json"])
    assert '""' in (tmp_path / "out" / "ssd_cin_episodes.csv").read_text()


def test_answers_name_rows_that_are_there_and_children_who_carry_one_fault(tmp_path: Path) -> None:
    made = generate(1_000, 3, TO, 3, "plain", 0.01, tmp_path / "out")
    assert set(made.planted) == EXPECTED_FAULTS
    answers = rows_of(tmp_path / "out", "answer-key")
    assert len(answers) == sum(made.planted.values())
    assert answers == sorted(answers, key=lambda each: (each["rule"], each["table"], int(each["row"])))
    tables = {table: rows_of(tmp_path / "out", table) for table in made.rows}
    rules_of: dict[str, set[str]] = {}
    for answer in answers:
        assert answer["child_id"] in tables[answer["table"]][int(answer["row"]) - 1].values()
        rules_of.setdefault(answer["child_id"], set()).add(answer["rule"])
    assert {len(rules) for rules in rules_of.values()} == {1}


def test_nothing_is_planted_without_a_share(tmp_path: Path) -> None:
    made = generate(100, 1, TO, 1, "plain", 0, tmp_path / "out")
    assert not made.planted
    assert not rows_of(tmp_path / "out", "answer-key")


@pytest.mark.parametrize("children", [1, 2, 7])
def test_a_handful_of_children_is_enough(tmp_path: Path, children: int) -> None:
    made = generate(children, 1, TO, 1, "mosaic", 0.05, tmp_path / "out")
    assert made.rows["ssd_person"] == children


def test_an_earlier_delivery_is_replaced_and_other_things_are_not(tmp_path: Path) -> None:
    generate(20, 1, TO, 1, "plain", 0, tmp_path / "out")
    generate(30, 1, TO, 1, "plain", 0, tmp_path / "out")
    assert len(rows_of(tmp_path / "out", "ssd_person")) == 30
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "notes.txt").write_text("ours")
    with pytest.raises(ConfigurationError):
        generate(20, 1, TO, 1, "plain", 0, tmp_path / "kept")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept", "out"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("children", 0), ("years", 0), ("years", 99), ("faults", 0.5), ("seed", -1), ("system", "carefirst"),
     ("to", dt.date(1999, 1, 1))],
)  # fmt: skip
def test_what_cannot_be_made_is_refused(tmp_path: Path, name: str, value: object) -> None:
    wanted = {"children": 5, "years": 1, "to": TO, "seed": 1, "system": "plain", "faults": 0.0, name: value}
    with pytest.raises(ConfigurationError):
        generate(**wanted, out=tmp_path / "out")
    assert not list(tmp_path.iterdir())


def test_reasons_are_a_mapping_without_the_unknown_one() -> None:
    lines = list(csv.DictReader(reasons_csv().splitlines()))
    assert len(lines) == 4 * len(REASONS)
    assert NOT_IN_ANY_MAPPING not in {line["source_value"] for line in lines}


def test_a_system_that_writes_the_day_first_does_so_with_times_too() -> None:
    harbour = System(name="harbour", default_date_format="day_first", outcome_style="keyed")
    rows = {"cont_contact_date": np.array(["2026-03-04T16:20:00"], dtype="datetime64[s]")}
    assert in_flavour("ssd_contacts", rows, harbour)["cont_contact_date"].to_pylist() == [
        "04/03/2026 16:20:00"
    ]
