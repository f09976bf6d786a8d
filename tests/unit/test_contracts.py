"""Contracts and rules as they are declared: what is read, and what is refused with its place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from caseclock.catalogue.contracts import contract_for, contracts, read_contract
from caseclock.catalogue.header import read_declaration
from caseclock.catalogue.rules import read_rule, rules
from caseclock.errors import ConfigurationError

REQUIRED = 22
CONTRACT = """
table: ssd_thing
title: Things
required: true
may_be_empty: true
key: [thing_id]
child: thing_person
identity: [thing_date]
columns:
  - {name: thing_id, type: text, required: true, not_null: true, meaning: Number of the thing}
  - {name: thing_person, type: text, aliases: [person], meaning: Whose thing it is}
  - {name: thing_date, type: date, meaning: When the thing was}
"""
RULE = """/*---
rule: thing
return: local
title: A thing is not what it should be
severity: error
table: ssd_person
columns: [pers_dob]
fix: Make it what it should be.
source: A test
{more}---*/
{select}
"""


def test_every_required_table_has_a_contract() -> None:
    assert sum(contract.required for contract in contracts().values()) == REQUIRED


@pytest.mark.parametrize(
    ("alias", "table"), [("SSD_CLA_Placements", "ssd_cla_placement"), (" ssd_person ", "ssd_person")]
)
def test_a_table_is_known_by_its_aliases_in_any_case(alias: str, table: str) -> None:
    contract = contract_for(alias)
    assert contract is not None and contract.table == table


def test_an_unknown_table_has_no_contract() -> None:
    assert contract_for("ssd_nothing") is None


@pytest.mark.parametrize(
    ("table", "alias", "column"),
    [
        ("ssd_person", "pers_single_unique_id", "pers_common_child_id"),
        ("ssd_cin_episodes", "CIN_referral_nfa", "cine_referral_nfa"),
        ("ssd_contacts", "cont_contact_source", "cont_contact_source_desc"),
    ],
)
def test_a_column_is_known_by_its_aliases(table: str, alias: str, column: str) -> None:
    assert contracts()[table].column(alias).name == column


def test_a_column_that_is_not_declared_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        contracts()["ssd_person"].column("pers_nothing")


def test_ids_that_cover_a_group_of_children_are_keyed_with_the_child() -> None:
    grouped = ("ssd_contacts", "ssd_s47_enquiry", "ssd_initial_cp_conference", "ssd_cin_episodes")
    assert all(contracts()[table].child in contracts()[table].key for table in grouped)


def test_every_table_about_children_says_how_to_find_the_child() -> None:
    no_child = {
        "ssd_department", "ssd_professionals", "ext_team_locality", "ext_school_term", "ext_post", "ext_worker",
        "ext_absence", "ext_audit_action", "ext_corrective_action", "ext_target", "ext_go_live",
        "ext_open_elsewhere",  # whose children have the numbers of another system
    }  # fmt: skip
    lost = {
        name for name, contract in contracts().items() if not contract.child and not contract.child_through
    }
    assert lost == no_child


def test_what_names_a_person_is_marked() -> None:
    personal = {
        column.name for contract in contracts().values() for column in contract.columns if column.personal
    }
    assert {"pers_forename", "pers_surname", "pers_upn", "pers_common_child_id", "pers_dob"} <= personal
    assert {"addr_address_postcode", "addr_address_json", "clap_cla_placement_postcode"} <= personal


def test_the_contact_has_its_time_of_day() -> None:
    assert contracts()["ssd_contacts"].column("cont_contact_date").type == "moment"


def write(folder: Path, text: str, name: str = "ssd_thing.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_contract_is_read_as_it_is_written(tmp_path: Path) -> None:
    contract = read_contract(write(tmp_path, CONTRACT))
    assert contract.key == ("thing_id",)
    assert contract.column("person").name == "thing_person"
    assert contract.column("thing_date").sql_type == "DATE"


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("required: true\nmay", "require: true\nmay", "ssd_thing.yaml"),
        ("type: date", "type: day", "columns.2.type"),
        ("key: [thing_id]", "key: [thing_no]", "thing_no"),
        ("table: ssd_thing", "table: ssd_other", "called after its table"),
        ("name: thing_date", "name: record", "record"),
        ("name: thing_date", "name: person", "alias"),
        ("identity: [thing_date]", "date_order: [[thing_id, thing_date]]", "two dates"),
    ],
)
def test_a_wrong_contract_is_refused_with_its_place(
    tmp_path: Path, before: str, after: str, says: str
) -> None:
    with pytest.raises(ConfigurationError) as refused:
        read_contract(write(tmp_path, CONTRACT.replace(before, after)))
    assert "ssd_thing.yaml" in str(refused.value)
    assert says in str(refused.value)


def read(folder: Path, more: str = "", select: str = "select 1 as child_id, 1 as record") -> object:
    path = folder / "thing.sql"
    path.write_text(RULE.format(more=more, select=select), encoding="utf-8")
    return read_rule(read_declaration(path), "local")


def test_an_unknown_key_of_a_rule_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="thing.sql, line 10.*seriousness|seriousness.*line 10"):
        read(tmp_path, "seriousness: high\n")


@pytest.mark.parametrize(
    ("more", "select", "says"),
    [
        ("gate: ask\n", "select 1", "gate"),
        ("years: {since: 2020}\n", "select 1", "years"),
        ("", "select child_id, record from previous.ssd_person", "needs_previous"),
        ("", "delete from ssd_person", "SELECT"),
    ],
)
def test_a_wrong_rule_is_refused(tmp_path: Path, more: str, select: str, says: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        read(tmp_path, more, select)
    assert "thing.sql" in str(refused.value)
    assert says in str(refused.value)


def test_a_rule_on_a_column_that_no_contract_declares_is_refused(tmp_path: Path) -> None:
    path = write(
        tmp_path, RULE.format(more="", select="select 1").replace("pers_dob", "pers_birth"), "thing.sql"
    )
    with pytest.raises(ConfigurationError, match="pers_birth"):
        read_rule(read_declaration(path), "local")


def test_a_rule_needs_every_table_it_reads_unless_it_says_otherwise(tmp_path: Path) -> None:
    select = (
        "-- not ssd_cp_plans\nselect 1 from ssd_contacts as c, previous.ssd_person where 'ssd_missing' = ''"
    )
    assert vars(read(tmp_path, "needs_previous: true\n", select))["needs"] == ("ssd_contacts",)
    assert vars(read(tmp_path, "needs: []\n", "select 1 from ssd_contacts"))["needs"] == ()


@pytest.mark.parametrize(
    ("years", "year", "counts"),
    [
        ("", 2026, True),
        ("years: {from: 2024}\n", 2023, False),
        ("years: {from: 2024}\n", 2024, True),
        ("years: {until: 2024}\n", 2024, True),
        ("years: {until: 2024, assumed: true}\n", 2025, False),
    ],
)
def test_years_in_force_are_inclusive(tmp_path: Path, years: str, year: int, counts: bool) -> None:
    rule = read(tmp_path, years)
    assert rule.in_force(year) is counts


def test_the_local_rules_are_read_and_have_one_gate() -> None:
    local = rules("local")
    assert [rule.rule for rule in local if rule.stops_gate] == ["row_count_far_from_last_night"]
    assert all(rule.in_force(2026) for rule in local)


@pytest.mark.parametrize("name", ["nothing", "contracts"])
def test_an_unknown_return_is_refused_by_name(name: str) -> None:
    with pytest.raises(ConfigurationError, match="local"):
        rules(name)


def test_what_is_declared_is_read_without_great_expectations() -> None:
    """It takes seconds to import, and the extract, the dictionary and the desk only read contracts."""
    program = (
        "import sys, caseclock.catalogue.rules, caseclock.check.contract_checks, caseclock.check.gate;"
        "sys.exit('great_expectations' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
