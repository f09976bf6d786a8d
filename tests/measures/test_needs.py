"""What a committee asked for, with the numbers of its own examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from caseclock import work
from caseclock.report import night_figures
from caseclock.report.targets import targets, verdict
from front_door import MONDAY, Door, contact, endings, figure, mapped, open_door, referral, said
from measures.people_rows import cases, people, worker

Night = Callable[..., duckdb.DuckDBPyConnection]
PLACES = [
    {
        "extl_team_id": team,
        "extl_locality": locality,
        "extl_valid_from": date(2020, 1, 1),
        "extl_group_manager": manager,
    }
    for team, locality, manager in (("N", "North", "Coast"), ("S", "South", "Coast"), ("E", "East", "Hills"))
]


@pytest.fixture
def door() -> Iterator[Door]:
    connection = work.connect()
    yield open_door(connection)
    connection.close()


def places(made: duckdb.DuckDBPyConnection, measure: str, level: str) -> dict[str, tuple[float, ...]]:
    """Numerator, denominator and value by locality or manager."""
    name = "locality_name" if level == "locality" else "post"
    rows = made.execute(
        f"select {name}, numerator, denominator, value from mart.measure_value"
        " left join core.dim_locality using (locality_key)"
        " where measure = ? and level = ? and period = 'last_12_months'",
        [measure, level],
    ).fetchall()
    return {place: tuple(float(each) for each in rest) for place, *rest in rows}


def test_a_hundred_without_further_action_are_a_hundred_over_their_reasons(door: Door) -> None:
    """In every month, team and source none is lost and none counted twice."""
    words = ["consent", "below", "health", "early help", "never heard of", None]
    teams, sources = ["N", "S"], ["1A", "6", "10"]
    made = door(
        ext_team_locality=PLACES,
        ssd_cin_episodes=[
            referral(
                n,
                date(2025, 1 + n % 5, 6),
                cine_referral_team=teams[n % 2],
                cine_referral_source_code=sources[n % 3],
            )
            for n in range(100)
        ],
        ext_contact_outcome=[said(n, words[n % 6], entity="referral") for n in range(100)],
        mapping_no_further_action=[
            mapped(said_so, code, entity="referral")
            for said_so, code in (
                ("consent", "NC"),
                ("below", "TH"),
                ("health", "RT-AG"),
                ("early help", "RT-EH"),
            )
        ],
    )
    of_reason = "from mart.measure_value where measure = 'referral_nfa_by_reason'"
    counted = dict(
        made.execute(
            f"select level || ' ' || period, sum(numerator) {of_reason}"
            " and period in ('month', 'last_12_months') group by 1"
        ).fetchall()
    )
    assert set(counted.values()) == {100}
    assert {"authority month", "team month", "locality last_12_months"} <= set(counted)
    [(by_source,)] = made.execute(
        "select sum(numerator) from mart.measure_breakdown where measure = 'referral_nfa_by_reason'"
        " and breakdown = 'category' and period = 'last_12_months'"
    ).fetchall()
    assert by_source == 100
    # What is passed to another agency and what stays within the council are two routes.
    whole = {
        band: int(number)
        for band, number in made.execute(
            f"select band, numerator {of_reason} and level = 'authority' and period = 'last_12_months'"
        ).fetchall()
    }
    assert whole == {
        "no_consent": 17, "below_threshold": 17, "routed_other_agency": 17, "routed_early_help": 17,
        "unmapped": 16, "not_recorded": 16,
    }  # fmt: skip


def test_41_of_120_decided_contacts_are_below_the_threshold_and_the_undecided_are_apart(door: Door) -> None:
    made = door(
        ssd_contacts=[contact(n, MONDAY, "NFA" if n < 41 else "NEW_REFERRAL") for n in range(120)]
        + [contact(n, MONDAY) for n in range(120, 125)],
        ext_contact_outcome=[said(n, "below") for n in range(41)],
        mapping_no_further_action=[mapped("below", "TH")],
    )
    assert figure(made, "contacts_below_threshold_pct") == (41, 120, 34.2)
    told = Counter(endings(made, "reason_code", "is_decided"))
    assert told == {("TH", True): 41, (None, True): 79, (None, False): 5}


def test_friday_evening_to_monday_morning_is_in_time(door: Door) -> None:
    made = door(
        ssd_contacts=[contact(1, "2025-06-20 18:30", "NFA"), contact(2, "2025-06-20 18:30", "NFA")],
        ext_contact_outcome=[
            said(1, exco_decided_at="2025-06-23 09:00"),
            said(2, exco_decided_at="2025-06-24 09:00"),
        ],
    )
    assert figure(made, "contact_decision_1wd") == (1, 2, 50.0)


def conferences(*told: tuple[str, bool]) -> dict[str, list[dict[str, Any]]]:
    """An enquiry of 1 May 2025 and its conference for each (team, in time)."""
    return {
        "ext_team_locality": PLACES,
        "ssd_s47_enquiry": [
            {
                "s47e_s47_enquiry_id": f"e{n}",
                "s47e_person_id": f"p{n}",
                "s47e_s47_start_date": date(2025, 5, 1),
                "s47e_s47_completed_by_team": team,
            }
            for n, (team, _) in enumerate(told)
        ],
        "ssd_initial_cp_conference": [
            {
                "icpc_icpc_id": f"c{n}",
                "icpc_s47_enquiry_id": f"e{n}",
                "icpc_person_id": f"p{n}",
                "icpc_icpc_date": date(2025, 5, 16) if in_time else date(2025, 6, 13),
            }
            for n, (_, in_time) in enumerate(told)
        ],
    }


def test_a_group_manager_has_the_pooled_rows_of_the_teams(night: Night) -> None:
    """1 of 6 and 3 of 4 are 4 of 10 and 40.0, not the 45.8 between 16.7 and 75.0."""
    told = [("N", n == 0) for n in range(6)] + [("S", n > 0) for n in range(4)] + [("E", True)]
    made = night(date(2025, 6, 30), only=("icpc_15wd",), **conferences(*told))
    assert places(made, "icpc_15wd", "locality") == {
        "North": (1, 6, 16.7), "South": (3, 4, 75.0), "East": (1, 1, 100.0)
    }  # fmt: skip
    assert places(made, "icpc_15wd", "group_manager") == {"Coast": (4, 10, 40.0), "Hills": (1, 1, 100.0)}


def test_a_month_of_four_conferences_says_four(night: Night) -> None:
    told = conferences(*[("N", n < 3) for n in range(4)])
    made = night(date(2025, 6, 30), only=("icpc_15wd",), **told)
    months = made.execute(
        "select period_start, denominator from mart.measure_value"
        " where measure = 'icpc_15wd' and level = 'authority' and period = 'month' order by 1"
    ).fetchall()
    assert months == [(date(2025, 5, 1), 3), (date(2025, 6, 1), 1)]


@pytest.mark.parametrize(("as_at", "word"), [(date(2019, 9, 30), "Met"), (date(2019, 10, 1), "Nearly met")])
def test_a_target_that_falls_from_15_to_12_turns_13_and_a_half_from_met_to_nearly(
    night: Night, as_at: date, word: str
) -> None:
    """54 cases over 4 full-time workers."""
    held = [row for n in range(1, 5) for row in cases(f"w{n}", 14 if n < 3 else 13, start=date(2019, 1, 7))]
    first = {"extg_measure": "caseload_avg_team", "extg_target": 15, "extg_valid_from": date(2019, 1, 1)}
    then = {"extg_measure": "caseload_avg_team", "extg_target": 12, "extg_amber": 14}
    made = night(
        as_at,
        only=("caseload_avg_team",),
        ssd_person=people(held),
        ext_allocation=held,
        ext_worker=[worker(n, start=date(2019, 1, 7)) for n in range(1, 5)],
        ext_target=[
            first | {"extg_valid_to": date(2019, 9, 30)},
            then | {"extg_valid_from": date(2019, 10, 1)},
        ],
    )
    [shown] = night_figures.measures(made)
    assert shown.headline[None].value == Decimal("13.5")
    held_now = targets(made, as_at)["caseload_avg_team"]["authority", -2]
    said_so = verdict(held_now, shown.headline[None], shown.definition)
    assert said_so is not None
    assert said_so.word == word


def test_unknown_ethnicity_is_a_row_and_a_worker_has_none(night: Night) -> None:
    made = night(
        date(2025, 6, 30),
        only=("referrals", "permanent_pct"),
        ssd_person=[
            {"pers_person_id": f"p{n}", "pers_sex": "F", "pers_ethnicity": None if n < 3 else "WBRI"}
            for n in range(25)
        ],
        ssd_cin_episodes=[referral(n, flag="N") for n in range(25)],
        ext_worker=[worker(1)],
    )
    rows = made.execute(
        "select measure, member, numerator from mart.measure_breakdown"
        " where breakdown = 'ethnicity' and period in ('last_12_months', 'as_at') order by 1, 2"
    ).fetchall()
    assert rows == [("referrals", "WBRI", 22), ("referrals", "unknown", 3)]
