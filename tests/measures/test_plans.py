"""Figures of child protection plans, children in need and early help, worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import duckdb
import pytest

from caseclock import work
from caseclock.catalogue.measures import measures
from caseclock.measure.core import build_core
from caseclock.measure.example_rows import empty_night
from caseclock.measure.ledger import build_measures

Rows = list[dict[str, Any]]
Night = Callable[..., duckdb.DuckDBPyConnection]
AS_AT = date(2025, 6, 30)


@pytest.fixture
def night() -> Iterator[Night]:
    """`night("a_measure another", table=[rows])`: those measures from those rows, at 30 June 2025."""
    connection = work.connect()

    def build(
        names: str, settings: dict[str, str] | None = None, **tables: Rows
    ) -> duckdb.DuckDBPyConnection:
        empty_night(connection, AS_AT)
        for name, value in (settings or {}).items():
            connection.execute("insert into main.setting values (?, ?, null, null)", [name, value])
        for table, rows in tables.items():
            for row in rows:
                marks = ", ".join("?" for _ in row)
                connection.execute(
                    f"insert into main.{table} ({', '.join(row)}) values ({marks})", list(row.values())
                )
        build_core(connection)
        chosen = [measure for measure in measures() if measure.id in names.split()]
        assert len(chosen) == len(names.split())
        build_measures(connection, chosen)
        return connection

    yield build
    connection.close()


def figure(
    made: duckdb.DuckDBPyConnection, measure: str, period: str = "last_12_months", **where: Any
) -> Any:
    """Numerator, denominator and value of the authority's figure; None where there is none."""
    clauses = "".join(f" and {name} = ?" for name in where)
    rows = made.execute(
        "select numerator, denominator, value from mart.measure_value where level = 'authority'"
        f" and measure = ? and period = ?{clauses}",
        [measure, period, *where.values()],
    ).fetchall()
    assert len(rows) <= 1
    return tuple(None if each is None else float(each) for each in rows[0]) if rows else None


def taken(made: duckdb.DuckDBPyConnection, measure: str) -> dict[date, tuple[float, float]]:
    """Numerator and denominator at each date at which the measure was taken."""
    rows = made.execute(
        "select counted_on, sum(numerator_amount), sum(denominator_amount) from mart.measure_row"
        " where measure = ? group by counted_on",
        [measure],
    ).fetchall()
    return {day: (float(above), float(below)) for day, above, below in rows}


def person(number: int = 1, born: date | None = date(2015, 1, 1)) -> dict[str, Any]:
    return {"pers_person_id": f"p{number}", "pers_dob": born}


def plan(start: date, end: date | None = None, number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "cppl_cp_plan_id": f"plan{number}", "cppl_person_id": f"p{number}", "cppl_cp_plan_start_date": start,
        "cppl_cp_plan_end_date": end, **more,
    }  # fmt: skip


def review(held: date, number: int = 1) -> dict[str, Any]:
    return {
        "cppr_cp_review_id": f"r{held}", "cppr_cp_plan_id": f"plan{number}", "cppr_person_id": f"p{number}",
        "cppr_cp_review_date": held,
    }  # fmt: skip


def visit(day: date, number: int = 1, seen: str = "Y", alone: str | None = None) -> dict[str, Any]:
    return {
        "cppv_cp_visit_id": f"v{number}{day}", "cppv_cp_plan_id": f"plan{number}",
        "cppv_person_id": f"p{number}", "cppv_cp_visit_date": day, "cppv_cp_visit_seen": seen,
        "cppv_cp_visit_seen_alone": alone,
    }  # fmt: skip


def core_group(day: date, named: bool = True) -> dict[str, Any]:
    return {
        "excg_id": f"c{day}", "excg_person_id": "p1", "excg_cp_plan_id": "plan1" if named else None,
        "excg_held_on": day,
    }  # fmt: skip


def referral(start: date | None, end: date | None = None, number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "cine_referral_id": f"ref{number}{start}", "cine_person_id": f"p{number}", "cine_referral_date": start,
        "cine_close_date": end, **more,
    }  # fmt: skip


def need_plan(start: date, end: date | None = None, number: int = 1) -> dict[str, Any]:
    return {
        "cinp_cin_plan_id": f"need{number}", "cinp_person_id": f"p{number}", "cinp_cin_plan_start_date": start,
        "cinp_cin_plan_end_date": end,
    }  # fmt: skip


def need_visit(day: date, number: int = 1) -> dict[str, Any]:
    return {
        "cinv_cin_visit_id": f"n{number}{day}", "cinv_person_id": f"p{number}", "cinv_cin_visit_date": day,
        "cinv_cin_visit_seen": "Y",
    }  # fmt: skip


def early_help(start: date, end: date | None, number: int = 1) -> dict[str, Any]:
    return {
        "earl_episode_id": f"e{number}{start}", "earl_person_id": f"p{number}", "earl_episode_start_date": start,
        "earl_episode_end_date": end,
    }  # fmt: skip


def test_one_late_review_fails_the_child_for_twelve_months(night):
    made = night(
        "cp_review_in_time_snapshot",
        ssd_person=[person()],
        ssd_cp_plans=[plan(date(2023, 10, 10))],
        # The first was due on 10 January 2024; the next ones on 16 July 2024, 10 January and 8 July 2025.
        ssd_cp_reviews=[review(day) for day in (date(2024, 1, 16), date(2024, 7, 10), date(2025, 1, 8))],
    )
    found = taken(made, "cp_review_in_time_snapshot")
    assert min(found) == date(2024, 1, 31)
    assert found[date(2024, 1, 31)] == (0, 1)
    assert found[date(2024, 12, 31)] == (0, 1)
    assert found[date(2025, 1, 31)] == (1, 1)
    assert figure(made, "cp_review_in_time_snapshot", "as_at") == (1, 1, 100.0)


def test_a_review_that_is_overdue_fails_from_the_day_after_it_fell_due(night):
    made = night(
        "cp_review_in_time_snapshot",
        ssd_person=[person(1), person(2), person(3)],
        ssd_cp_plans=[
            plan(date(2025, 3, 30), number=1),  # due on 30 June itself
            plan(date(2025, 3, 29), number=2),
            plan(date(2025, 4, 1), number=3),  # not open for 3 months
        ],
    )
    assert figure(made, "cp_review_in_time_snapshot", "as_at") == (1, 2, 50.0)


def test_seen_alone_is_asked_of_those_who_are_four_and_were_visited_in_time(night):
    start = date(2024, 1, 8)
    made = night(
        "cp_visit_seen_alone",
        ssd_person=[
            person(1, date(2021, 6, 30)),
            person(2, date(2021, 7, 1)),
            person(3),
            person(4),
            person(5),
            person(6, None),
        ],
        ssd_cp_plans=[plan(start, number=number) for number in range(1, 7)],
        ssd_cp_visits=[
            visit(date(2025, 6, 20), 1, alone="Y"),
            visit(date(2025, 6, 20), 2, alone="Y"),  # four tomorrow
            visit(date(2025, 6, 16), 3),  # not recorded
            visit(date(2025, 6, 13), 4, alone="Y"),  # eleven working days ago
            visit(date(2025, 6, 20), 5, alone="Y"),
            visit(date(2025, 6, 27), 5, alone="N"),
            visit(date(2025, 6, 20), 6, alone="Y"),
        ],
    )
    assert figure(made, "cp_visit_seen_alone", "as_at") == (1, 3, 33.3)


def test_a_birthday_on_29_february_is_on_1_march_in_a_common_year(night):
    visits = [visit(date(2025, 2, 24), alone="Y")]
    made = night(
        "cp_visit_seen_alone",
        {"cp_seen_alone_from_age": "5"},
        ssd_person=[person(born=date(2020, 2, 29))],
        ssd_cp_plans=[plan(date(2024, 1, 8))],
        ssd_cp_visits=visits,
    )
    assert date(2025, 2, 28) not in taken(made, "cp_visit_seen_alone")


def test_each_gap_between_visits_counts_and_the_last_one_where_it_ran_out(night):
    made = night(
        "cp_visit_interval_compliance cp_visit_10wd",
        ssd_person=[person(1), person(2)],
        ssd_cp_plans=[
            plan(date(2025, 1, 6), date(2025, 4, 30)),
            plan(date(2025, 1, 6), date(2025, 1, 31), 2),
        ],
        ssd_cp_visits=[
            visit(date(2025, 1, 20)),  # ten working days: in time
            visit(date(2025, 1, 27), seen="N"),
            visit(date(2025, 2, 4)),  # eleven
            visit(date(2025, 3, 12), seen="N"),  # the gap from 4 February ran out on 18 February
            visit(date(2025, 1, 20), 2),  # cut short by the end of the plan on 31 January
        ],
    )
    month = {"period": "month", "measure": "cp_visit_interval_compliance"}
    assert figure(made, **month, period_start=date(2025, 1, 1)) == (2, 2, 100.0)
    assert figure(made, **month, period_start=date(2025, 2, 1)) == (0, 2, 0.0)
    assert figure(made, **month, period_start=date(2025, 3, 1)) is None
    rows = made.execute(
        "select elapsed, state from mart.clock_ledger where measure = 'cp_visit_interval_compliance'"
        " and starts_on = date '2025-02-04'"
    ).fetchall()
    assert rows == [(59.0, "late")]  # counted to the end of the plan, not on and on


def test_the_limit_of_ten_is_a_setting_and_the_others_stay(night):
    made = night(
        "cp_visit_10wd cp_visit_15wd cp_visit_20wd cp_visit_4wk cp_visit_interval_compliance",
        {"cp_visit_working_days": "20", "cp_visit_days": "42"},
        ssd_person=[person()],
        ssd_cp_plans=[plan(date(2025, 1, 6))],
        ssd_cp_visits=[visit(date(2025, 5, 27))],  # 24 working days and 34 days ago
    )
    limits = made.execute(
        "select measure, limit_value from mart.clock_ledger where starts_on = date '2025-05-27' order by measure"
    ).fetchall()
    assert limits == [
        ("cp_visit_10wd", 20),
        ("cp_visit_15wd", 15),
        ("cp_visit_20wd", 20),
        ("cp_visit_4wk", 42),
        ("cp_visit_interval_compliance", 20),
    ]
    assert figure(made, "cp_visit_4wk", "as_at") == (1, 1, 100.0)
    assert figure(made, "cp_visit_20wd", "as_at") == (0, 1, 0.0)


def test_a_child_born_under_a_plan_is_waited_for_from_the_birth(night):
    made = night(
        "cp_visit_10wd",
        ssd_person=[
            person(1, date(2025, 4, 14)),
            {"pers_person_id": "p2", "pers_expected_dob": date(2025, 8, 1)},
        ],
        ssd_cp_plans=[plan(date(2025, 2, 3)), plan(date(2025, 2, 3), number=2)],
        ssd_cp_visits=[visit(date(2025, 4, 7))],  # the mother's, before the birth
    )
    # Ten working days after the birth, over Easter and the May holiday, end on 30 April.
    assert taken(made, "cp_visit_10wd") == {date(2025, 5, 31): (0, 1), AS_AT: (0, 1)}
    states = made.execute("select state, due_on from mart.clock_ledger order by child_key, state").fetchall()
    assert sorted(states, key=str) == [("excluded", date(2025, 2, 17)), ("late", date(2025, 4, 30))]


def test_a_manager_or_an_unqualified_worker_is_no_allocation(night):
    def held(number, worker, end=None):
        return {
            "invo_involvements_id": f"i{number}{worker}", "invo_person_id": f"p{number}",
            "invo_professional_id": worker, "invo_involvement_start_date": date(2025, 1, 6),
            "invo_involvement_end_date": end,
        }  # fmt: skip

    workers = [
        {"prof_professional_id": "a", "prof_social_worker_registration_no": "SW1"},
        {
            "prof_professional_id": "b",
            "prof_social_worker_registration_no": "SW2",
            "prof_professional_job_title": "Team Manager",
        },
        {"prof_professional_id": "c", "prof_professional_job_title": "Family support worker"},
    ]
    tables = {
        "ssd_person": [person(number) for number in range(1, 6)],
        "ssd_cp_plans": [plan(date(2025, 1, 6), number=number) for number in range(1, 6)],
        "ssd_professionals": workers,
        "ssd_involvements": [
            held(1, "a"),
            held(2, "b"),
            held(3, "c"),
            held(4, "a", AS_AT),
            held(5, "c"),
            held(5, "a"),
        ],
    }
    made = night("cpp_allocated_sw", **tables)
    assert figure(made, "cpp_allocated_sw", "as_at") == (2, 5, 40.0)


def test_the_allocation_feed_goes_before_the_involvements(night):
    def allocation(number, qualified, role):
        return {
            "exal_id": f"a{number}", "exal_person_id": f"p{number}", "exal_qualified": qualified,
            "exal_role": role, "exal_from": date(2025, 1, 6),
        }  # fmt: skip

    made = night(
        "cpp_allocated_sw",
        ssd_person=[person(number) for number in range(1, 5)],
        ssd_cp_plans=[plan(date(2025, 1, 6), number=number) for number in range(1, 5)],
        ssd_professionals=[{"prof_professional_id": "a", "prof_social_worker_registration_no": "SW1"}],
        ssd_involvements=[
            {
                "invo_involvements_id": "i4",
                "invo_person_id": "p4",
                "invo_professional_id": "a",
                "invo_involvement_start_date": date(2025, 1, 6),
            }
        ],
        ext_allocation=[
            allocation(1, "Y", "case_holder"),
            allocation(2, "Y", "manager"),
            allocation(3, "N", "case_holder"),
        ],
    )
    assert figure(made, "cpp_allocated_sw", "as_at") == (1, 4, 25.0)


def test_an_earlier_plan_is_this_authoritys_own_or_a_recorded_number(night):
    made = night(
        "cpp_repeat_ever cpp_repeat_2yr",
        ssd_person=[person(number) for number in range(1, 5)],
        ssd_cp_plans=[
            plan(date(2012, 1, 9), date(2013, 1, 9), 1) | {"cppl_cp_plan_id": "old"},
            plan(date(2025, 1, 6), number=1),
            plan(date(2024, 1, 8), date(2024, 7, 8), 2, cppl_cp_plan_ola="Y") | {"cppl_cp_plan_id": "theirs"},
            plan(date(2025, 1, 6), number=2),
            plan(date(2025, 1, 6), number=3),
            plan(date(2025, 1, 6), number=4),
        ],
        ext_plan_history=[
            {"exph_cp_plan_id": "plan3", "exph_person_id": "p3", "exph_earlier_plans": 2},
            {"exph_cp_plan_id": "plan4", "exph_person_id": "p4", "exph_earlier_plans": 0},
        ],
    )
    assert figure(made, "cpp_repeat_ever") == (2, 4, 50.0)
    assert figure(made, "cpp_repeat_2yr") == (0, 4, 0.0)


def test_plans_count_by_start_and_end_and_by_one_word_for_each_kind_of_abuse(night):
    made = night(
        "cpp_started cpp_ended cpp_at_date",
        ssd_person=[person(number) for number in range(1, 5)],
        ssd_cp_plans=[
            plan(date(2025, 4, 1), number=1, cppl_cp_plan_initial_category="NEG"),
            plan(date(2025, 3, 31), number=2, cppl_cp_plan_initial_category="Neglect"),
            plan(date(2024, 4, 1), date(2025, 3, 31), 3),
            plan(date(2025, 5, 1), date(2025, 4, 30), 4),
        ],
    )
    year = {"period": "financial_year", "period_start": date(2024, 4, 1)}
    assert figure(made, "cpp_started", **year) == (2, None, 2.0)
    assert figure(made, "cpp_ended", **year) == (1, None, 1.0)
    assert taken(made, "cpp_at_date")[date(2025, 3, 31)] == (1, 1)
    kinds = made.execute(
        "select distinct category from mart.measure_row where measure = 'cpp_started' order by 1"
    ).fetchall()
    assert kinds == [("Neglect",), ("Not recorded",)]


def test_core_groups_are_six_weeks_apart_or_as_the_council_sets(night):
    tables = {
        "ssd_person": [person()],
        "ssd_cp_plans": [plan(date(2025, 1, 6), date(2025, 6, 2))],
        "ext_core_group": [
            core_group(date(2025, 1, 13)),
            core_group(date(2025, 2, 24), named=False),  # 42 days
            core_group(date(2025, 4, 8)),  # 43 days; the next was due on 20 May and the plan ended in June
        ],
    }
    made = night("core_group_ongoing core_group_first_10wd", **tables)
    assert figure(made, "core_group_ongoing") == (1, 3, 33.3)
    assert figure(made, "core_group_ongoing", "month", period_start=date(2025, 5, 1)) == (0, 1, 0.0)
    assert figure(made, "core_group_first_10wd") == (1, 1, 100.0)


def test_four_weeks_between_core_groups_is_a_setting(night):
    made = night(
        "core_group_ongoing",
        {"core_group_days": "28"},
        ssd_person=[person()],
        ssd_cp_plans=[plan(date(2025, 1, 6))],
        ext_core_group=[core_group(date(2025, 6, 2)), core_group(date(2025, 6, 30))],
    )
    assert figure(made, "core_group_ongoing") == (1, 1, 100.0)


def test_a_referral_without_further_action_is_no_child_in_need(night):
    made = night(
        "cin_at_date",
        ssd_person=[person(number) for number in range(1, 5)],
        ssd_cin_episodes=[
            referral(date(2025, 6, 30), None, 1, cine_referral_nfa="N"),
            referral(date(2025, 6, 2), None, 2, cine_referral_nfa="Y"),
            referral(date(2025, 1, 6), AS_AT, 3, cine_referral_nfa="N"),
            referral(date(2025, 1, 6), date(2025, 7, 1), 4),
        ],
    )
    assert figure(made, "cin_at_date", "as_at") == (2, None, 2.0)


def test_visits_to_children_in_need_leave_out_days_of_protection_and_care(night):
    made = night(
        "cin_visit_timeliness",
        ssd_person=[person(1), person(2), person(3)],
        ssd_cin_plans=[need_plan(date(2025, 1, 6), number=number) for number in (1, 2, 3)],
        ssd_cin_visits=[
            need_visit(date(2025, 6, 2), 1),  # twenty working days
            need_visit(date(2025, 5, 30), 2),
            need_visit(date(2025, 4, 7), 3),
        ],
        ssd_cp_plans=[plan(date(2025, 3, 3), date(2025, 5, 12), 3)],
    )
    found = taken(made, "cin_visit_timeliness")
    assert found[AS_AT] == (1, 3)
    assert found[date(2025, 4, 30)] == (0, 2)  # the third child was on a protection plan
    assert found[date(2025, 5, 31)] == (1, 3)


def test_reviews_of_child_in_need_plans_by_months_or_by_days(night):
    def held(day, named=True):
        return {
            "exci_id": f"r{day}", "exci_person_id": "p1", "exci_cin_plan_id": "need1" if named else None,
            "exci_held_on": day,
        }  # fmt: skip

    made = night(
        "cin_plan_review_timeliness",
        {"cin_first_review_days": "42", "cin_later_review_months": "3"},
        ssd_person=[person()],
        ssd_cin_plans=[need_plan(date(2024, 11, 1))],
        ext_cin_review=[held(date(2024, 12, 13)), held(date(2025, 3, 14), False), held(date(2025, 6, 14))],
    )
    states = made.execute(
        "select limit_value, limit_unit, state from mart.clock_ledger order by starts_on"
    ).fetchall()
    assert states == [
        (42, "days", "in_time"),
        (3, "months", "late"),
        (3, "months", "in_time"),
        (3, "months", "open_in_time"),
    ]
    assert figure(made, "cin_plan_review_timeliness") == (2, 3, 66.7)


def test_two_years_in_need_are_of_those_neither_protected_nor_looked_after(night):
    made = night(
        "cin_open_2yr",
        {"disabled_children_teams": "D1, D2"},
        ssd_person=[person(number) for number in range(1, 7)],
        ssd_cin_episodes=[
            referral(date(2023, 6, 30), None, 1),
            referral(date(2023, 7, 1), None, 2),
            referral(date(2020, 1, 6), None, 3),
            referral(date(2020, 1, 6), None, 4),
            referral(date(2020, 1, 6), None, 5),
            referral(date(2020, 1, 6), None, 6, cine_referral_nfa="Y"),
        ],
        ssd_cp_plans=[plan(date(2025, 1, 6), number=3)],
        ssd_cla_episodes=[
            {
                "clae_cla_episode_id": "c",
                "clae_cla_id": "c",
                "clae_person_id": "p4",
                "clae_cla_episode_start_date": date(2025, 1, 6),
            }
        ],
        ssd_involvements=[
            {
                "invo_involvements_id": "i",
                "invo_person_id": "p5",
                "invo_professional_team": "D2",
                "invo_involvement_start_date": date(2024, 1, 8),
            }
        ],
    )
    assert figure(made, "cin_open_2yr", "as_at") == (1, 2, 50.0)


def test_the_time_to_close_is_the_middle_one(night):
    made = night(
        "cin_closure_time",
        ssd_person=[person(number) for number in range(1, 5)],
        ssd_cin_episodes=[
            referral(date(2025, 1, 1), date(2025, 1, 11), 1),
            referral(date(2025, 1, 1), date(2025, 1, 31), 2),
            referral(date(2025, 1, 1), date(2025, 5, 31), 3),
            referral(date(2025, 1, 1), date(2025, 1, 2), 4, cine_referral_nfa="Y"),
        ],
    )
    assert figure(made, "cin_closure_time")[2] == 30


def test_early_help_that_became_a_referral_within_90_days_is_a_step_up(night):
    end = date(2025, 2, 28)
    made = night(
        "early_help_step_up_90d early_help_at_date early_help_started",
        ssd_person=[person(number) for number in range(1, 7)],
        ssd_early_help_episodes=[early_help(date(2024, 10, 1), end, number) for number in range(1, 5)]
        + [early_help(date(2025, 1, 6), date(2025, 5, 1), 5), early_help(date(2025, 1, 6), None, 6)],
        ssd_cin_episodes=[
            referral(date(2025, 5, 29), None, 1),  # day 90
            referral(date(2025, 5, 30), None, 2),
            referral(date(2024, 12, 2), None, 3),  # while it ran
            referral(date(2024, 10, 1), None, 4),  # where it came from
            referral(date(2025, 5, 2), None, 5),  # its 90 days are not over
        ],
    )
    assert figure(made, "early_help_step_up_90d") == (2, 4, 50.0)
    assert figure(made, "early_help_at_date", "as_at")[0] == 1
    assert figure(made, "early_help_started") == (6, None, 6.0)


def test_a_case_that_went_on_to_early_help_is_a_step_down(night):
    closed = date(2025, 2, 28)
    made = night(
        "early_help_step_down",
        ssd_person=[person(number) for number in range(1, 6)],
        ssd_cin_episodes=[
            referral(date(2024, 10, 1), closed, 1, cine_close_reason="RC9"),
            referral(date(2024, 10, 1), closed, 2, cine_close_reason="RC8"),
            referral(date(2024, 10, 1), closed, 3),
            referral(date(2024, 10, 1), closed, 4),
            referral(date(2024, 10, 1), date(2025, 5, 1), 5),
        ],
        ssd_early_help_episodes=[
            early_help(date(2025, 5, 29), None, 2),
            early_help(date(2024, 12, 2), closed, 3),  # over on the day of the closing
        ],
    )
    assert figure(made, "early_help_step_down") == (2, 4, 50.0)


def test_a_feed_that_did_not_come_is_not_a_figure_of_nought(night):
    made = night(
        "cpp_started core_group_first_10wd", ssd_person=[person()], ssd_cp_plans=[plan(date(2025, 1, 6))]
    )
    made.execute("update main.delivered set supplied = false where table_name = 'ext_core_group'")
    chosen = [measure for measure in measures() if measure.id == "core_group_first_10wd"]
    build_measures(made, chosen)
    assert made.execute("select status, reason from mart.measure_status").fetchall() == [
        ("not_supplied", "not supplied: ext_core_group")
    ]
    assert figure(made, "core_group_first_10wd") is None
