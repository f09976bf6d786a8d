"""What a council configures is read, or refused with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caseclock.catalogue.authorities import authorities, authority
from caseclock.catalogue.council_tables import closures, no_further_action_mapping
from caseclock.catalogue.local_settings import asked_in_sql
from caseclock.errors import ConfigurationError
from deliveries import folder

ONE = """
authorities:
  - name: borough
    title: Borough
    code: "301"
    cut_over: 2025-10-01
    settings: [{name: cp_visit_working_days, value: 15, valid_from: 2025-01-01}]
    sources:
      - {name: ssd, kind: database, system: LCS, where: borough_ssd}
"""


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CASECLOCK_CONFIG", str(tmp_path))
    return folder(tmp_path, {"authorities.yaml": ONE})


def test_the_example_can_be_used() -> None:
    [sample] = [each for each in authorities() if each.name == "sample"]
    assert sample.sources[0].case_system.name == "liquidlogic"
    assert no_further_action_mapping()
    assert closures() == ()


def test_an_authority_is_read(config: Path) -> None:
    borough = authority("borough")
    assert borough.cut_over == date(2025, 10, 1)
    assert borough.settings[0].value == "15"
    assert borough.settings[0].valid_from == date(2025, 1, 1)
    assert borough.source("ssd").case_system.name == "liquidlogic"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("borough_ssd", "postgresql://u:canary@h/d", "password"),
        ("name: borough", "name: Bad Name", "name"),
        ("LCS", "carefirst", "case system"),
        ("kind: database", "kind: pigeon", "kind"),
        ("title: Borough", "titel: Borough", "titel"),
        ("2025-10-01", "2025-02-30", "not a date"),
        ("cp_visit_working_days, value: 15", "month_rule, value: 91_days", "value"),
        ("cp_visit_working_days, value: 15", "non_working_start, value: rol_forward", "value"),
        ("cp_visit_working_days, value: 15", "nfa_reasons_live_from, value: soon", "value"),
        ("value: 15", "value: ten", "value"),
        ("value: 15", "value: 0", "value"),
        ("value: 15", "value: '99999999999999999999'", "value"),
        ("value: 15", "value: true", "value"),
        ("cp_visit_working_days, value: 15", "cp_visit_working_day, value: 15", "no setting of this name"),
        ("cp_visit_working_days, value: 15", "lea, value: '999'", "no setting of this name"),
        (
            "cp_visit_working_days, value: 15",
            "no_further_action_counts_xx, value: yes",
            "no setting of this name",
        ),
        ("cp_visit_working_days, value: 15", "no_further_action_counts_rt_eh, value: perhaps", "value"),
        ("cp_visit_working_days, value: 15", "at_risk_percent, value: -5", "value"),
        ("cp_visit_working_days, value: 15", "at_risk_percent, value: 101", "value"),
        ("cp_visit_working_days, value: 15", "history_months, value: 100000", "value"),
        ("cp_visit_working_days, value: 15", "permanence_5plus_days, value: 0", "value"),
        ("cp_visit_working_days, value: 15", "day_one_is_start, value: maybe", "value"),
        ("cp_visit_working_days, value: 15", "allocation_working_days, value: many", "value"),
        ("cp_visit_working_days, value: 15", "contact_decision_hours, value: -3", "value"),
        ("cp_visit_working_days, value: 15", "formal_resolution_stage_1_working_days, value: 1.5", "value"),
        ("cp_visit_working_days, value: 15", "permanent_share_of, value: all", "value"),
        ("cp_visit_working_days, value: 15", "caseload_target_newly_qualified, value: 1e300", "value"),
        ("2025-01-01}", "2025-01-01, valid_to: 2024-12-31}", "before it begins"),
        ("2025-01-01}]", "2025-01-01}, {name: cp_visit_working_days, value: 9}]", "two values on one day"),
        ("authorities:", "authorities: [", "not YAML"),
        ("authorities:", "a: &a [x, x]\nb: &b [*a, *a]\nauthorities:", "blow up"),
        ("title: Borough", "title: !!python/object/apply:os.getcwd []", "not YAML"),
    ],
)
def test_a_mistake_is_named_and_no_password_shown(config: Path, old: str, new: str, told: str) -> None:
    folder(config, {"authorities.yaml": ONE.replace(old, new, 1)})
    with pytest.raises(ConfigurationError) as caught:
        authorities()
    assert told in str(caught.value)
    assert "canary" not in str(caught.value)


def test_every_setting_that_a_select_asks_for_can_be_set(config: Path) -> None:
    said = {
        "month_rule": "days_91_183", "non_working_start": "roll_forward", "day_one_is_start": "true",
        "permanent_share_of": "in_post", "no_disability_recorded": "none", "cin_census_serial_no": "'002'",
        "return_interview_missing_again": "keep", "disabled_children_teams": "'51,52'",
        "nfa_reasons_live_from": "2025-01-01", "late_reasons_live_from": "2025-01-01",
    }  # fmt: skip
    asked = {name: "7" for name in asked_in_sql() if name != "lea"} | said
    asked |= {"no_further_action_counts_rt_eh": "yes", "formal_resolution_stage_1_working_days": "5"}
    listed = ", ".join(f"{{name: {name}, value: {value}}}" for name, value in asked.items())
    folder(
        config,
        {
            "authorities.yaml": ONE.replace(
                "{name: cp_visit_working_days, value: 15, valid_from: 2025-01-01}", listed
            )
        },
    )
    assert {each.name for each in authority("borough").settings} == set(asked)


def test_a_setting_may_change_from_one_day_to_the_next(config: Path) -> None:
    earlier = "valid_from: 2025-01-01}, {name: cp_visit_working_days, value: 9, valid_to: 2024-12-31}]"
    folder(config, {"authorities.yaml": ONE.replace("valid_from: 2025-01-01}]", earlier)})
    assert [each.value for each in authority("borough").settings] == ["15", "9"]


def test_two_of_one_name_are_refused(config: Path) -> None:
    folder(config, {"authorities.yaml": ONE + ONE.split("authorities:\n")[1]})
    with pytest.raises(ConfigurationError, match="two of the same authority"):
        authorities()


def test_an_unknown_name_lists_the_known(config: Path) -> None:
    with pytest.raises(ConfigurationError, match="borough"):
        authority("nowhere")
    with pytest.raises(ConfigurationError, match="ssd"):
        authority("borough").source("nowhere")


def test_no_configuration_says_what_to_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASECLOCK_CONFIG", str(tmp_path / "nowhere"))
    with pytest.raises(ConfigurationError, match="CASECLOCK_CONFIG"):
        authorities()


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("closures.csv", "day\n2025-12-29\n", "date"),
        ("closures.csv", "date\n29/12/2025\n", "row 1"),
        ("closures.csv", "date\n2025-12-29,x\n", "row 1"),
        ("closures.csv", b"date\n\xff\n", "UTF-8"),
    ],
)
def test_a_table_of_the_council_is_checked(config: Path, file: str, content: str | bytes, told: str) -> None:
    folder(config, {file: content})
    with pytest.raises(ConfigurationError, match=told):
        closures()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("any,placement,reason,x,NC,NO_FURTHER_ACTION,,,,", "entity"),
        ("any,contact,reason,x,ZZ,NO_FURTHER_ACTION,,,,", "list of reasons"),
        ("any,contact,reason,x,NC,NOTHING_MORE,,,,", "disposition"),
        ("any,contact,reason,x,NC,NO_FURTHER_ACTION,2026-01-01,2025-01-01,,", "before it begins"),
        ("any,contact,reason,x,NC,NO_FURTHER_ACTION,soon,,,", "not a date"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(config: Path, row: str, told: str) -> None:
    header = "source_system,entity,source_field,source_value,reason_code,disposition,valid_from,valid_to,owner,note\n"
    folder(config / "mappings", {"no_further_action.csv": f"{header}{row}\n"})
    with pytest.raises(ConfigurationError, match=told):
        no_further_action_mapping()
