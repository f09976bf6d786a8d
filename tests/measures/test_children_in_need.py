"""Figures of children in need and early help, worked out by hand."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from caseclock.catalogue.measures import measures
from caseclock.measure.ledger import build_measures
from measures.plan_rows import (
    AS_AT,
    early_help,
    figure,
    need_plan,
    need_visit,
    person,
    plan,
    plan_night,
    referral,
    taken,
)  # fmt: skip


@pytest.fixture
def night(night):
    """`night("a_measure another", {setting: value}, table=[rows])`, at 30 June 2025."""
    return partial(plan_night, night)


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
