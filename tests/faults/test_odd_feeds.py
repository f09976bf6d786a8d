"""Optional feeds that hold something odd: the night goes on, and no text of a case reaches what is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from caseclock.publish import publish_results
from caseclock.warehouse import pseudonym
from caseclock.warehouse.checksum import checksum
from warehouse_server import Warehouse
from whole_night import AS_AT, RUN, make, some_enquiries, together

LONG = "canary, who lives with an aunt, told the reviewing officer " * 20
DAY = date(2026, 3, 2)

ODD: dict[str, list[dict[str, Any]]] = {
    # Whoever and whatever has no number is a finding, and has no row in the star.
    "ext_post": [
        {"expo_id": None, "expo_fte": 1},
        {"expo_id": "1", "expo_fte": -1, "expo_grade": LONG, "expo_team_id": LONG},
        {"expo_id": "1", "expo_fte": 0, "expo_valid_from": date(9999, 12, 31), "expo_valid_to": date(1900, 1, 1)},
        {"expo_id": "2", "expo_fte": 9999999999999},
    ],
    "ext_worker": [
        {"exwk_worker_id": None, "exwk_from": DAY, "exwk_fte": 1},
        {"exwk_worker_id": "w'|1", "exwk_from": DAY, "exwk_to": date(1900, 1, 1), "exwk_leaving_reason": LONG},
        {"exwk_worker_id": "w'|1", "exwk_from": DAY, "exwk_fte": 0, "exwk_grade": LONG},
        {"exwk_worker_id": "w3", "exwk_from": DAY, "exwk_fte": 1, "exwk_agency": "Y", "exwk_grade": "Senior"},
        {"exwk_worker_id": "w3", "exwk_from": DAY, "exwk_fte": 1, "exwk_agency": "N", "exwk_grade": "Junior"},
        {"exwk_worker_id": "w2", "exwk_from": None, "exwk_to": date(9999, 12, 31), "exwk_fte": -1},
    ],
    "ext_absence": [
        {"exab_worker_id": None, "exab_month": DAY, "exab_days_lost": 1, "exab_days_available": 0},
        {"exab_worker_id": "w2", "exab_month": None, "exab_days_lost": 1},
        {"exab_worker_id": "w2", "exab_month": date(9999, 12, 1), "exab_days_lost": -1, "exab_days_available": -1},
    ],
    "ext_case_audit": [
        {"exau_id": None, "exau_grade": "good", "exau_completed_on": DAY},
        {"exau_id": "a", "exau_theme": LONG, "exau_grade": "splendid", "exau_completed_on": DAY},
    ],
    "ext_complaint": [
        {"excm_id": None, "excm_stage": None, "excm_received_on": DAY},
        {"excm_id": "c", "excm_stage": "99", "excm_received_on": DAY, "excm_responded_on": date(1900, 1, 1)},
        {"excm_id": "c", "excm_stage": "1", "excm_received_on": DAY, "excm_theme": LONG, "excm_outcome": LONG},
    ],
    "ext_formal_resolution": [
        {"exfr_id": "f", "exfr_stage": 9_999_999_999, "exfr_raised_on": DAY, "exfr_person_id": "nobody"},
        {"exfr_id": "f", "exfr_stage": -5, "exfr_raised_on": date(9999, 12, 31), "exfr_raised_by": LONG},
        {"exfr_id": "f", "exfr_stage": None, "exfr_raised_on": None},
    ],
    "ext_recorded_at": [
        {
            "exra_table": LONG, "exra_id": "r", "exra_person_id": "p1", "exra_event_on": DAY,
            "exra_recorded_on": date(2026, 3, 9),
        }
    ],
    "ext_corrective_action": [{"exca_id": "x", "exca_measure": LONG, "exca_locality": LONG, "exca_cause": LONG}],
    "ext_target": [
        {"extg_measure": LONG, "extg_target": 1},
        {"extg_measure": "icpc_15wd", "extg_target": 9999999999999, "extg_locality": LONG, "extg_team_id": LONG},
        {"extg_measure": "icpc_15wd", "extg_target": 80, "extg_valid_from": DAY, "extg_valid_to": date(1900, 1, 1)},
        {"extg_measure": "icpc_15wd", "extg_target": 85, "extg_valid_from": date(1900, 1, 1)},
    ],
    "ext_team_locality": [
        {"extl_team_id": "n", "extl_locality": LONG, "extl_valid_from": DAY, "extl_valid_to": date(1900, 1, 1)},
        {"extl_team_id": "N", "extl_locality": "South", "extl_valid_from": date(2026, 3, 1), "extl_valid_to": None},
    ],
    # One number twice, with other words in it: a finding, and the same figures whichever comes first.
    "ext_allocation": [
        {
            "exal_id": number, "exal_person_id": "p1", "exal_decided_on": DAY, "exal_from": DAY,
            "exal_worker_id": worker, "exal_team_id": team, "exal_qualified": "Y", "exal_case_type": kind,
        }
        for number, worker, team, kind in (("1", "w1", "N", "CIN"), ("2", "w2", "S", "CP"), ("1", "w3", "S", None))
    ],
    "ssd_cin_assessments": [
        {
            "cina_assessment_id": "1", "cina_person_id": "p1", "cina_assessment_start_date": DAY,
            "cina_assessment_auth_date": date(2026, 4, 1), "cina_assessment_team": "N",
            "cina_assessment_child_seen": seen, "cina_referral_id": referral,
        }
        for seen, referral in (("Y", None), ("N", "r1"), (None, "r2"))
    ],
    "ssd_cin_plans": [
        {
            "cinp_cin_plan_id": "1", "cinp_person_id": "p1", "cinp_cin_plan_start_date": DAY,
            "cinp_cin_plan_team": team, "cinp_cin_plan_worker_id": worker,
        }
        for team, worker in (("N", "w1"), ("S", "w2"), (None, None))
    ],
    "ext_return_interview": [{"exri_missing_id": "m", "exri_person_id": "nobody", "exri_declined": "Y"}],
}  # fmt: skip

TEXTS = """
select table_schema || '.' || table_name, '"' || column_name || '"'
from information_schema.columns
where table_schema in ('core', 'mart') and data_type = 'VARCHAR'
"""


def odd(backwards: bool = False) -> dict[str, list[dict[str, Any]]]:
    tables = together(some_enquiries(), ODD)
    return {name: rows[::-1] if backwards else rows for name, rows in tables.items()}


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The work file of a night with odd feeds."""
    return make(tmp_path_factory.mktemp("odd") / "night.duckdb", AS_AT, odd())


def test_no_text_of_a_case_reaches_the_star_or_the_figures(night: Path) -> None:
    with duckdb.connect(str(night), read_only=True) as connection:
        columns = connection.execute(TEXTS).fetchall()
        found = [
            f"{table}.{column}"
            for table, column in columns
            if connection.execute(f"select 1 from {table} where {column} like '%canary%' limit 1").fetchall()
        ]
    assert len(columns) > 100
    assert found == []


def test_a_night_with_odd_feeds_is_published_and_the_order_of_rows_changes_nothing(
    warehouse: Warehouse, night: Path
) -> None:
    pseudonym.key()
    publish_results(night, RUN)
    first = checksum(warehouse.owner)
    assert warehouse.ask("select count(*) > 0 from reporting.measure_value", "reader") == [(True,)]
    again = make(night.with_name("again.duckdb"), AS_AT, odd(backwards=True))
    publish_results(again, replace(RUN, run_id="two"))
    assert checksum(warehouse.owner) == first
