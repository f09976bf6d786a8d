"""A month that is over stays as it was frozen; what would be otherwise today is shown beside it, with its cause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest

from caseclock.publish import publish_results
from caseclock.warehouse import pseudonym
from warehouse_server import Warehouse
from whole_night import RUN, TEAMS, Row, enquiry, make, together

CONFERENCES = ("icpc_15wd", "assessments_open_overdue", "section_47_duration")
APRIL = date(2026, 4, 1)
BEFORE, AFTER = date(2026, 5, 4), date(2026, 6, 3)

RESTATED = """
select level, locality_name, frozen_numerator, frozen_denominator, frozen_value, numerator_now, denominator_now,
    value_now, difference, cause
from reporting.restatement
where measure = 'icpc_15wd' and month = '2026-04-01' and level in ('authority', 'locality')
order by level, locality_name
"""

Publish = Callable[..., None]


@pytest.fixture(autouse=True)
def a_key() -> None:
    pseudonym.key()


@pytest.fixture
def publish(warehouse: Warehouse, tmp_path: Path) -> Publish:
    """`publish(as_at, delivery, only=...)`: a night on these rows, published."""

    def night(
        as_at: date, tables: dict[str, list[Row]], only: tuple[str, ...] = CONFERENCES, **said: Any
    ) -> None:
        path = make(tmp_path / "night.duckdb", as_at, {"ext_team_locality": TEAMS, **tables}, only)
        for statement in said.pop("then", ()):
            with duckdb.connect(str(path)) as work:
                work.execute(statement)
        publish_results(path, replace(RUN, as_at=as_at, run_id=f"night {as_at}", **said))

    return night


def april(late: bool = False) -> dict[str, list[Row]]:
    """Three conferences of April, the first one late; `late`: a fourth, held in April, is known as well."""
    cases = [
        enquiry(1, "N", date(2026, 3, 2), date(2026, 4, 1)),
        enquiry(2, "N", date(2026, 4, 1), date(2026, 4, 9)),
        enquiry(3, "S", date(2026, 4, 1), date(2026, 4, 10)),
        enquiry(4, "S", date(2026, 3, 2), date(2026, 4, 20) if late else None),
    ]
    return together(*cases)


def figures(warehouse: Warehouse, view: str, month: str) -> list[tuple]:
    return warehouse.ask(
        f"select measure, level, locality_key, team_key, post, coalesce(band, ''), numerator, denominator, value"
        f" from reporting.{view} where {month} = '2026-04-01'"
        + (" and period = 'month'" if view == "measure_value" else "")
        + " order by 1, 2, 3, 4, 5, 6",
        "reader",
    )


def test_a_conference_entered_late_leaves_april_as_it_was_and_shows_as_a_restatement(
    warehouse: Warehouse, publish: Publish
) -> None:
    publish(BEFORE, april())
    frozen = figures(warehouse, "month_snapshot", "month")
    assert frozen == figures(warehouse, "measure_value", "period_start")
    assert warehouse.ask(RESTATED, "reader") == []
    publish(AFTER, april(late=True))
    assert figures(warehouse, "month_snapshot", "month") == frozen
    assert [
        [each if isinstance(each, str) else float(each) for each in row]
        for row in warehouse.ask(RESTATED, "reader")
    ] == [
        ["authority", "Not applicable", 2, 3, 66.7, 2, 4, 50.0, -16.7, "late_entry"],
        ["locality", "South", 1, 1, 100.0, 1, 2, 50.0, -50.0, "late_entry"],
    ]
    rows = "select level, late_entry_rows, correction_rows from reporting.restatement where measure = 'icpc_15wd'"
    assert {(1, 0)} == {(late, corrected) for _, late, corrected in warehouse.ask(rows)}
    assert {"authority", "locality", "team", "group_manager", "assistant_director"} == {
        level for level, _, _ in warehouse.ask(rows)
    }


def causes(warehouse: Warehouse, measure: str, level: str = "authority") -> list[tuple]:
    return warehouse.ask(
        "select cause, definition_rows, mapping_rows, late_entry_rows, correction_rows from reporting.restatement"
        f" where measure = '{measure}' and level = '{level}' and month = '2026-04-01' order by band, locality_key",
        "reader",
    )


def test_a_clock_that_ran_out_since_is_no_late_entry(warehouse: Warehouse, publish: Publish) -> None:
    contacts = [
        {
            "cont_contact_id": f"c{n}",
            "cont_person_id": f"p{n}",
            "cont_contact_date": datetime(2026, 4, day, 9),
        }
        for n, day in enumerate((28, 30))
    ]
    decided = [
        {
            "exco_id": "c0",
            "exco_entity": "contact",
            "exco_person_id": "p0",
            "exco_decided_at": datetime(2026, 4, 28, 15),
        }
    ]
    delivered = {"ssd_contacts": contacts, "ext_contact_outcome": decided}
    only = ("contact_decision_1wd",)
    publish(date(2026, 4, 30), delivered, only)  # the contact of that day need not have been decided
    publish(AFTER, delivered, only)
    found = warehouse.ask(
        "select cause, late_entry_rows, fell_due_rows from reporting.restatement"
        " where measure = 'contact_decision_1wd' and level = 'authority' and month = '2026-04-01'"
    )
    assert found == [("fell_due", 0, 1)]


def test_a_date_that_was_put_right_is_a_correction(warehouse: Warehouse, publish: Publish) -> None:
    publish(BEFORE, april())
    delivered = april()
    delivered["ssd_s47_enquiry"][0]["s47e_s47_start_date"] = date(2026, 3, 23)  # now in time
    publish(AFTER, delivered)
    assert causes(warehouse, "icpc_15wd") == [("correction", 0, 0, 0, 1)]


def test_a_row_that_is_gone_and_one_that_came_are_told_apart(warehouse: Warehouse, publish: Publish) -> None:
    publish(BEFORE, april())
    delivered = april(late=True)
    delivered["ssd_initial_cp_conference"][1]["icpc_icpc_date"] = date(2026, 5, 11)
    publish(AFTER, delivered)
    assert causes(warehouse, "icpc_15wd") == [("late_entry, correction", 0, 0, 1, 1)]


def test_a_row_that_counts_in_another_place_is_a_correction_of_both_places(
    warehouse: Warehouse, publish: Publish
) -> None:
    publish(BEFORE, april())
    delivered = april()
    delivered["ssd_s47_enquiry"][2]["s47e_s47_completed_by_team"] = "N"
    publish(AFTER, delivered)
    assert causes(warehouse, "icpc_15wd") == []
    assert causes(warehouse, "icpc_15wd", "locality") == [("correction", 0, 0, 0, 1)] * 2


def test_another_definition_is_the_cause_of_all_that_differs(warehouse: Warehouse, publish: Publish) -> None:
    publish(BEFORE, april())
    other = "update mart.definition set sha256 = 'other' where measure = 'icpc_15wd'"
    publish(AFTER, april(late=True), then=[other])
    assert causes(warehouse, "icpc_15wd") == [("definition", 1, 0, 0, 0)]
    known = "select is_current, first_month from reporting.definition where measure = 'icpc_15wd' order by 1"
    assert warehouse.ask(known, "reader") == [(False, APRIL), (True, date(2026, 5, 1))]


def test_another_mapping_is_the_cause_where_a_row_went_to_another_band(
    warehouse: Warehouse, publish: Publish
) -> None:
    reasons = ("referral_nfa_by_reason",)
    referral: list[Row] = [
        {
            "cine_referral_id": "r1", "cine_person_id": "p1", "cine_referral_date": date(2026, 4, 2),
            "cine_referral_nfa": "Y",
        }
    ]  # fmt: skip
    said: list[Row] = [
        {"exco_id": "r1", "exco_entity": "referral", "exco_person_id": "p1", "exco_reason": "refused"}
    ]
    person: list[Row] = [{"pers_person_id": "p1", "pers_dob": date(2015, 5, 5)}]
    mapping: list[Row] = [
        {
            "source_system": "any", "entity": "referral", "source_field": "reason",
            "source_value_folded": "refused", "reason_code": "NC", "disposition": "NO_FURTHER_ACTION",
        }
    ]  # fmt: skip
    delivery = {"ssd_person": person, "ssd_cin_episodes": referral, "ext_contact_outcome": said}
    publish(BEFORE, delivery, reasons)
    publish(AFTER, {**delivery, "mapping_no_further_action": mapping}, reasons)
    assert causes(warehouse, "referral_nfa_by_reason") == [("mapping", 0, 1, 0, 0)] * 2


def test_a_figure_at_a_date_is_frozen_with_the_rows_that_ran_then(
    warehouse: Warehouse, publish: Publish
) -> None:
    """What stops in May ran at the end of April all the same, and restates nothing."""

    def assessment(done: date | None) -> dict[str, list[Row]]:
        return {
            "ssd_person": [{"pers_person_id": "p1", "pers_dob": date(2015, 5, 5)}],
            "ssd_cin_assessments": [
                {
                    "cina_assessment_id": "a1", "cina_person_id": "p1",
                    "cina_assessment_start_date": date(2026, 1, 5), "cina_assessment_auth_date": done,
                }
            ],
        }  # fmt: skip

    publish(BEFORE, assessment(None))
    frozen = (
        "select numerator from reporting.month_snapshot"
        " where measure = 'assessments_open_overdue' and level = 'authority'"
    )
    assert [float(each) for (each,) in warehouse.ask(frozen, "reader")] == [1]
    publish(AFTER, assessment(date(2026, 5, 20)))
    assert causes(warehouse, "assessments_open_overdue") == []
    publish(date(2026, 6, 4), assessment(date(2026, 4, 20)))
    assert causes(warehouse, "assessments_open_overdue") == [("correction", 0, 0, 0, 1)]


def test_what_is_known_of_the_as_at_date_alone_restates_nothing(
    warehouse: Warehouse, publish: Publish
) -> None:
    """It was taken on the last of April and is never taken for April again: no row of it is gone."""
    in_care: dict[str, list[Row]] = {
        "ssd_person": [{"pers_person_id": "p1", "pers_dob": date(2015, 5, 5)}],
        "ssd_cla_episodes": [
            {
                "clae_cla_episode_id": "e1", "clae_cla_id": "c1", "clae_person_id": "p1",
                "clae_cla_episode_start_date": date(2026, 1, 5),
            }
        ],
    }  # fmt: skip
    elsewhere = ("cla_missing_from_system",)
    publish(date(2026, 4, 30), in_care, only=elsewhere)
    frozen = "select count(*) from reporting.month_snapshot where measure = 'cla_missing_from_system'"
    assert warehouse.ask(frozen, "reader") != [(0,)]
    publish(AFTER, in_care, only=elsewhere)
    assert causes(warehouse, "cla_missing_from_system") == []


def test_months_that_no_night_was_published_for_are_frozen_by_the_next(
    warehouse: Warehouse, publish: Publish
) -> None:
    frozen = "select distinct month from mart.month_definition order by 1"
    publish(BEFORE, april())
    publish(date(2026, 8, 5), april())
    assert warehouse.ask(frozen) == [(date(2026, month, 1),) for month in (4, 5, 6, 7)]
    publish(date(2026, 3, 31), april())
    assert warehouse.ask(frozen) == [(date(2026, month, 1),) for month in (3, 4, 5, 6, 7)]


def test_a_month_that_the_delivery_does_not_cover_to_its_end_is_not_frozen(
    warehouse: Warehouse, publish: Publish
) -> None:
    frozen = "select distinct month from mart.month_definition order by 1"
    publish(AFTER, april(), covers_to=date(2026, 5, 30))
    assert warehouse.ask(frozen) == [(APRIL,)]
    publish(AFTER, april(), covers_to=date(2026, 5, 31))
    assert warehouse.ask(frozen) == [(APRIL,), (date(2026, 5, 1),)]


def test_an_earlier_night_again_neither_freezes_nor_restates_what_came_later(
    warehouse: Warehouse, publish: Publish
) -> None:
    publish(BEFORE, april())
    frozen = figures(warehouse, "month_snapshot", "month")
    publish(date(2026, 4, 15), april(late=True))
    assert figures(warehouse, "month_snapshot", "month") == frozen
    assert causes(warehouse, "icpc_15wd") == []


@pytest.mark.parametrize("table", ["month_snapshot", "month_snapshot_row", "month_definition"])
@pytest.mark.parametrize("change", ["delete from mart.{}", "update mart.{} set measure = 'x'"])
def test_the_loader_appends_to_frozen_months_and_does_nothing_else(
    warehouse: Warehouse, table: str, change: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        warehouse.ask(change.format(table), "loader")


def test_a_measure_that_is_gone_keeps_its_name_for_the_months_it_was_frozen_in(
    warehouse: Warehouse, publish: Publish
) -> None:
    publish(BEFORE, april())
    publish(AFTER, april(), only=("section_47_duration",))
    named = "select title, status from reporting.dim_measure where measure = 'icpc_15wd'"
    [(title, status)] = warehouse.ask(named, "reader")
    assert title.startswith("Initial child protection conference") and status == "retired"
