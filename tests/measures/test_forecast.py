"""What falls due, what is at risk and what will be late: worked out by hand for a few enquiries and assessments."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

# Friday 20 February 2026; the month ends on Saturday the 28th, so its last working day is the 27th.
AS_AT = date(2026, 2, 20)

TEAMS = [
    {"extl_team_id": "N", "extl_locality": "North", "extl_valid_from": date(2020, 1, 1)},
    {"extl_team_id": "S", "extl_locality": "South", "extl_valid_from": date(2020, 1, 1)},
]


def assessment(
    number: int, started: date, done: date | None = None, team: str | None = "N"
) -> dict[str, Any]:
    return {
        "cina_assessment_id": f"a{number}",
        "cina_person_id": f"p{number}",
        "cina_assessment_start_date": started,
        "cina_assessment_auth_date": done,
        "cina_assessment_team": team,
        "cina_assessment_worker_id": f"w{number % 2}",
    }


def open_rows(made: Any, measure: str) -> list[tuple[Any, ...]]:
    return made.execute(
        "select ssd.starts_on, due_on, working_days_run, working_days_left, band, is_at_risk, is_late_by_month_end"
        " from mart.open_clock as ssd where measure = ? order by starts_on",
        [measure],
    ).fetchall()


def forecast(made: Any, measure: str, level: str = "authority") -> list[tuple[Any, ...]]:
    return made.execute(
        "select locality_name, open_now, overdue, due_in_5, due_in_10, due_in_20, at_risk, day_four,"
        " late_by_month_end from mart.forecast join core.dim_locality using (locality_key)"
        " where measure = ? and level = ? order by locality_name, open_now",
        [measure, level],
    ).fetchall()


@pytest.fixture
def assessments(night: Any) -> Any:
    return night(
        AS_AT,
        ext_team_locality=TEAMS,
        ssd_cin_assessments=[
            assessment(1, date(2025, 12, 15)),  # 45th working day: 19 February
            assessment(2, date(2025, 12, 16)),  # 20 February, today
            assessment(3, date(2025, 12, 23), team="S"),  # 27 February, the month's last working day
            assessment(4, date(2025, 12, 24)),  # 2 March, the next working day
            assessment(5, date(2026, 1, 19)),  # 23 March
            assessment(6, date(2026, 2, 20), team="S"),  # 28 April: Good Friday and Easter Monday between
            assessment(7, date(2025, 12, 15), done=date(2026, 2, 19)),
        ],
    )


def test_an_open_clock_says_how_long_it_has_left(assessments: Any) -> None:
    assert open_rows(assessments, "assessment_45wd") == [
        (date(2025, 12, 15), date(2026, 2, 19), 46, -1, "overdue", False, True),
        (date(2025, 12, 16), date(2026, 2, 20), 45, 0, "due_in_5", True, True),
        (date(2025, 12, 23), date(2026, 2, 27), 40, 5, "due_in_5", True, False),
        (date(2025, 12, 24), date(2026, 3, 2), 39, 6, "due_in_10", True, False),
        (date(2026, 1, 19), date(2026, 3, 23), 24, 21, "later", False, False),
        (date(2026, 2, 20), date(2026, 4, 28), 0, 45, "later", False, False),
    ]


def test_the_forecast_is_their_sum(assessments: Any) -> None:
    assert forecast(assessments, "assessment_45wd") == [("Not applicable", 6, 1, 2, 3, 3, 3, 0, 2)]
    assert forecast(assessments, "assessment_45wd", "locality") == [
        ("North", 4, 1, 1, 2, 2, 2, 0, 2),
        ("South", 2, 0, 1, 1, 1, 1, 0, 0),
    ]


@pytest.mark.parametrize("level", ["locality", "team", "worker"])
def test_every_level_adds_up_to_the_authority(assessments: Any, level: str) -> None:
    sums = "sum(open_now), sum(overdue), sum(due_in_20), sum(at_risk), sum(late_by_month_end)"
    [whole, parts] = [
        assessments.execute(
            f"select measure, {sums} from mart.forecast where level = ? group by measure order by measure",
            [each],
        ).fetchall()
        for each in ("authority", level)
    ]
    assert whole == parts


def test_on_the_last_day_of_a_month_the_next_one_is_looked_at(night: Any) -> None:
    made = night(date(2026, 2, 28), ssd_cin_assessments=[assessment(4, date(2025, 12, 24))])
    [(_, due, _, left, band, _, late)] = open_rows(made, "assessment_45wd")
    assert (due, left, band, late) == (date(2026, 3, 2), 1, "due_in_5", True)
    [(month_end,)] = made.execute("select distinct month_end from mart.forecast").fetchall()
    assert month_end == date(2026, 3, 31)


@pytest.mark.parametrize(("percent", "expected"), [(None, 1), ("90", 0), ("70", 1)])
def test_at_risk_goes_by_the_setting(night: Any, percent: str | None, expected: int) -> None:
    """40 of 45 working days are 88.9 %."""
    setting = [{"name": "at_risk_percent", "value": percent}] if percent else []
    made = night(AS_AT, setting=setting, ssd_cin_assessments=[assessment(3, date(2025, 12, 23))])
    assert forecast(made, "assessment_45wd")[0][6] == expected


def test_whoever_has_the_child_now_has_the_clock(night: Any) -> None:
    """The record names no team; the one that holds the child today is told, not that of the start."""
    held = [
        {
            "invo_involvements_id": f"i{number}", "invo_person_id": "p1", "invo_professional_id": f"w{number}",
            "invo_professional_team": team, "invo_professional_role_id": "CW",
            "invo_involvement_start_date": begins, "invo_involvement_end_date": ends,
        }
        for number, team, begins, ends in (
            (1, "N", date(2025, 12, 1), date(2026, 1, 31)),
            (2, "S", date(2026, 2, 1), None),
        )
    ]  # fmt: skip
    enquiry = {"s47e_s47_enquiry_id": "e1", "s47e_person_id": "p1", "s47e_s47_start_date": date(2026, 1, 30)}
    made = night(AS_AT, ext_team_locality=TEAMS, ssd_involvements=held, ssd_s47_enquiry=[enquiry])
    places = "select locality_name from mart.{} join core.dim_locality using (locality_key) where measure = ?"
    measure = ["icpc_decision_day5"]
    assert made.execute(places.format("clock_ledger"), measure).fetchall() == [("North",)]
    assert made.execute(places.format("open_clock"), measure).fetchall() == [("South",)]
    assert made.execute(
        "select team_code, worker_key = surrogate('worker|example|w2') from mart.open_clock"
        " join core.dim_team using (team_key) where measure = ?",
        measure,
    ).fetchall() == [("S", True)]


@pytest.mark.parametrize(
    ("as_at", "run", "chased", "band"),
    [
        (date(2026, 2, 5), 3, False, "due_in_5"),
        (date(2026, 2, 6), 4, True, "due_in_5"),  # Friday: it began on Monday, which is day 0
        (date(2026, 2, 8), 4, True, "due_in_5"),  # Sunday: still
        (date(2026, 2, 9), 5, False, "due_in_5"),
        (date(2026, 2, 10), 6, False, "overdue"),
    ],
)
def test_day_four_of_an_enquiry_without_a_decision(
    night: Any, as_at: date, run: int, chased: bool, band: str
) -> None:
    enquiries = [
        {"s47e_s47_enquiry_id": f"e{n}", "s47e_person_id": f"p{n}", "s47e_s47_start_date": date(2026, 2, 2)}
        for n in (1, 2)
    ]
    decided = [
        {
            "exsd_s47_enquiry_id": "e2", "exsd_person_id": "p2", "exsd_decided_on": date(2026, 2, 3),
            "exsd_decision": "conference",
        }
    ]  # fmt: skip
    made = night(as_at, ssd_s47_enquiry=enquiries, ext_section_47_decision=decided)
    assert made.execute(
        "select working_days_run, is_day_four, band from mart.open_clock where measure = 'icpc_decision_day5'"
    ).fetchall() == [(run, chased, band)]
    assert forecast(made, "icpc_decision_day5")[0][7] == int(chased)


def test_what_has_ended_is_left_out_does_not_run(night: Any) -> None:
    made = night(
        AS_AT,
        ssd_cin_assessments=[
            assessment(1, date(2026, 3, 20)),  # begins after the as-at date
            assessment(2, date(2026, 2, 2), done=AS_AT),
        ],
    )
    assert made.execute("select * from mart.open_clock").fetchall() == []


def test_the_managers_are_those_of_the_date(night: Any) -> None:
    """Team S changes its manager on 1 April 2025; each assessment is pooled under the one of its end."""
    teams = [
        {
            "extl_team_id": "S", "extl_locality": "South", "extl_valid_from": begins, "extl_valid_to": ends,
            "extl_group_manager": manager, "extl_assistant_director": "Director",
        }
        for begins, ends, manager in (
            (date(2020, 1, 1), date(2030, 1, 1), "Old manager"),
            (date(2025, 4, 1), None, "New manager"),
        )
    ]  # fmt: skip
    made = night(
        date(2025, 6, 30),
        ext_team_locality=teams,
        ssd_cin_assessments=[
            assessment(number, date(2025, 3, 3), done=done, team="S")
            for number, done in enumerate((date(2025, 3, 31), date(2025, 4, 1), date(2025, 4, 2)))
        ],
    )
    rows = made.execute(
        "select level, post, numerator, denominator from mart.measure_value"
        " where measure = 'assessment_45wd' and period = 'last_12_months'"
        " and level in ('group_manager', 'assistant_director') order by 1, 2"
    ).fetchall()
    spells = made.execute("select valid_from, valid_to from core.team_place order by 1").fetchall()
    assert [(level, post, int(few), int(all_)) for level, post, few, all_ in rows] == [
        ("assistant_director", "Director", 3, 3),
        ("group_manager", "New manager", 2, 2),
        ("group_manager", "Old manager", 1, 1),
    ]
    assert spells == [(date(2020, 1, 1), date(2025, 3, 31)), (date(2025, 4, 1), None)]
    assert made.execute("select count(distinct team_place_key) from mart.clock_ledger").fetchall() == [(2,)]
