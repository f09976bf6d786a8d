"""Figures of child protection plans: reviews, visits, core groups and allocation, worked out by hand."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from measures.plan_rows import (
    AS_AT,
    core_group,
    figure,
    person,
    plan,
    plan_night,
    review,
    taken,
    visit,
)  # fmt: skip


@pytest.fixture
def night(night):
    """`night("a_measure another", {setting: value}, table=[rows])`, at 30 June 2025."""
    return partial(plan_night, night)


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
    # The last day of an involvement still counts.
    assert figure(made, "cpp_allocated_sw", "as_at") == (3, 5, 60.0)


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
