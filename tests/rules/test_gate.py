"""The gate: what stops a night, and what does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from caseclock import work
from caseclock.check.gate import Decision, decide
from caseclock.check.run_checks import check
from rules.tables_of_a_night import make_work_file

ROWS = [{"cont_contact_id": f"k{number}", "cont_person_id": "c1"} for number in range(10)]
RULES = {"row_count_far_from_last_night", "duplicate_pupil_number"}


def decided(path: Path, only: set[str] | None = None, **night: Any) -> Decision:
    make_work_file(path, night.pop("tables", {"ssd_contacts": ROWS}), **night)
    check(path, only=RULES if only is None else only)
    with work.connect(path, read_only=True) as connection:
        return decide(connection)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "night.duckdb"


def test_a_first_night_goes_on(path: Path) -> None:
    decision = decided(path)
    assert decision.go and decision.reasons == []
    assert decision.figures["rows_loaded"] == 10
    assert (decision.figures["held"], decision.figures["not_run"]) == (1, 1)


def test_nothing_loaded_stops_even_a_first_night(path: Path) -> None:
    assert decided(path, tables={}).reasons == ["Nothing was loaded."]


def test_nothing_checked_stops(path: Path) -> None:
    assert decided(path, only=set()).reasons == ["Nothing was checked."]


def test_a_count_far_from_the_last_one_stops_and_says_the_figures(path: Path) -> None:
    tables = {
        "ssd_contacts": ROWS,
        "ssd_cp_plans": [],
        "previous_delivered": [
            {"table_name": "ssd_contacts", "rows_loaded": 900},
            {"table_name": "ssd_cp_plans", "rows_loaded": 70},
        ],
    }
    decision = decided(path, tables=tables, previous={})
    assert not decision.go
    assert decision.reasons == [
        "A table has far more or far fewer rows than in the last published delivery:"
        " ssd_contacts (900 rows then, 10 now), ssd_cp_plans (70 rows then, 0 now)."
    ]


def test_a_table_that_was_there_last_night_stops_when_it_is_missing(path: Path) -> None:
    tables = {"ssd_contacts": ROWS, "previous_delivered": [{"table_name": "ssd_cp_plans", "rows_loaded": 12}]}
    decision = decided(path, tables=tables, previous={}, not_supplied=["ssd_cp_plans"])
    assert decision.reasons == ["The table ssd_cp_plans was in the last published delivery and did not come."]


@pytest.mark.parametrize(
    ("table", "rows", "previous"),
    [("ssd_cp_plans", 12, None), ("ssd_missing", 12, {}), ("ssd_cp_plans", 0, {})],
    ids=["first night", "optional table", "empty last night too"],
)
def test_a_missing_table_that_does_not_stop(path: Path, table: str, rows: int, previous: Any) -> None:
    tables = {"ssd_contacts": ROWS, "previous_delivered": [{"table_name": table, "rows_loaded": rows}]}
    assert decided(path, tables=tables, previous=previous, not_supplied=[table]).go


def test_findings_of_other_rules_do_not_stop(path: Path) -> None:
    people = [{"pers_person_id": name, "pers_upn": "A123456789012"} for name in ("c1", "c2")]
    decision = decided(path, tables={"ssd_person": people})
    assert decision.go and decision.figures["errors"] == 2
