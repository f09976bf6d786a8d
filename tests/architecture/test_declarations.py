"""Everything declared is whole: its header, its cases, its schema, its place."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from architecture.files import PROJECT, tracked
from caseclock.catalogue.contracts import contracts
from caseclock.catalogue.header import read_declaration

SCHEMAS = PROJECT / "include/caseclock/catalogue/schemas"
MEASURES = {
    "contacts", "contact_decision_1wd", "referrals", "re_referrals_12m", "referral_nfa_pct",
    "referral_nfa_by_reason", "assessment_45wd", "assessment_duration_bands", "assessment_45wd_from_referral",
    "assessments_open_overdue", "icpc_15wd", "icpc_duration_bands", "cp_review_timeliness",
    "cla_review_timeliness", "cla_visit_timeliness", "cp_visit_10wd",
}  # fmt: skip
RULES = [path for path in tracked("expectations/*/*.sql") if path.parent.name != "contracts"]
DECLARED = tracked("sql/clocks/*.sql", "sql/measures/*.sql")


def test_every_measure_has_its_file() -> None:
    assert {path.stem for path in DECLARED} >= MEASURES


@pytest.mark.parametrize("path", DECLARED, ids=str)
def test_a_measure_is_named_as_its_file(path: Path) -> None:
    header = read_declaration(PROJECT / path).header
    assert path.stem in (header.get("clock"), header.get("measure"))


def test_there_are_rules() -> None:
    assert len(RULES) >= 15


@pytest.mark.parametrize("path", RULES, ids=str)
def test_every_rule_has_cases_that_hold_and_that_break(path: Path) -> None:
    header = read_declaration(PROJECT / path).header
    assert path.stem.split("-until-")[0].split("-from-")[0] == str(header["rule"])
    assert path.parent.name == header["return"]
    cases = (PROJECT / path).with_suffix(".cases.yaml")
    assert cases.is_file(), f"write {cases.name} beside the rule"


@pytest.mark.parametrize("path", tracked("expectations/contracts/**/*.yaml"), ids=str)
def test_contracts_follow_their_schema(path: Path) -> None:
    validate(path, SCHEMAS / "contract.json")


@pytest.mark.parametrize("path", tracked("**/*.yaml", "**/*.yml"), ids=str)
def test_yaml_is_yaml(path: Path) -> None:
    list(yaml.safe_load_all((PROJECT / path).read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", tracked("include/caseclock/catalogue/schemas/*.json"), ids=str)
def test_schemas_are_schemas(path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads((PROJECT / path).read_text(encoding="utf-8")))


def validate(path: Path, schema: Path) -> None:
    wanted = json.loads(schema.read_text(encoding="utf-8"))
    jsonschema.validate(yaml.safe_load((PROJECT / path).read_text(encoding="utf-8")), wanted)


@pytest.mark.parametrize("path", tracked("sql/**/*.sql", "expectations/**/*.sql"), ids=str)
def test_sql_has_no_template_and_no_bare_letters(path: Path) -> None:
    """No templating, and no_further_action in full but for the two published measure ids."""
    text = (PROJECT / path).read_text(encoding="utf-8")
    assert "{{" not in text and "{%" not in text
    lines = [line.split("--")[0] for line in text.lower().splitlines()]
    names = re.findall(r"\b(?:as\s+)(\w*nfa\w*)", "\n".join(lines))
    delivered = {
        column.name
        for contract in (*contracts().values(), *contracts("cin_census").values())
        for column in contract.columns
    }
    assert set(names) - delivered <= {"referral_nfa_pct", "referral_nfa_by_reason"}
