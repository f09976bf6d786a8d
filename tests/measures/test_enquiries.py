"""Assessments, section 47 enquiries and conferences: figures over small nights, worked out by hand."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from caseclock.catalogue.measures import measures
from caseclock.measure.ledger import build_measures

AS_AT = date(2025, 6, 30)
OWN = [
    each.id
    for each in measures()
    if each.id.startswith(("assessment", "icpc_", "s47_", "section_47_", "strategy_discussion_"))
]


@pytest.fixture
def enquiries(night):
    """A night of which only these measures are run."""
    return partial(night, only=OWN)


def day(number, month=6):
    return date(2025, month, number)


def figures(connection, measure, period="last_12_months", key="band", table="measure_value"):
    """Numerator, denominator and value of each band (or another key), for the authority."""
    level = "" if table == "measure_breakdown" else " and level = 'authority'"
    rows = connection.execute(
        f"select {key}, numerator, denominator, value from mart.{table}"
        f" where measure = ? and period = ?{level}",
        [measure, period],
    ).fetchall()
    return {name: tuple(None if each is None else float(each) for each in rest) for name, *rest in rows}


def by_category(connection, measure):
    found = figures(connection, measure, key="(breakdown, member)", table="measure_breakdown")
    return {member: figure for (breakdown, member), figure in found.items() if breakdown == "category"}


def assessment(number, start, end=None, **more):
    return {
        "cina_assessment_id": f"a{number}",
        "cina_person_id": f"p{number}",
        "cina_referral_id": f"r{number}",
        "cina_assessment_start_date": start,
        "cina_assessment_auth_date": end,
        **more,
    }


def referral(number, **more):
    return {
        "cine_referral_id": f"r{number}", "cine_person_id": f"p{number}", "cine_referral_date": day(2), **more
    }  # fmt: skip


def enquiry(number, start, end=None, said=None, **more):
    return {
        "s47e_s47_enquiry_id": f"e{number}",
        "s47e_person_id": f"p{number}",
        "s47e_s47_start_date": start,
        "s47e_s47_end_date": end,
        "s47e_s47_outcome_json": said and "{" + ",".join(f'"{each}_FLAG":"Y"' for each in said.split()) + "}",
        **more,
    }


def conference(number, held, **more):
    return {
        "icpc_icpc_id": f"c{number}",
        "icpc_s47_enquiry_id": f"e{number}",
        "icpc_person_id": f"p{number}",
        "icpc_icpc_date": held,
        **more,
    }


def test_the_middle_of_an_even_number_of_assessments_is_the_mean_of_two(enquiries):
    ends = [day(3), day(4), day(9), day(10)]  # 1, 2, 5 and 6 working days
    made = enquiries(AS_AT, ssd_cin_assessments=[assessment(n, day(2), end) for n, end in enumerate(ends)])
    assert figures(made, "assessment_median_days")[None][2] == 3.5
    assert figures(made, "assessments_completed")[None][2] == 4


def test_assessments_are_broken_down_by_need(enquiries):
    made = enquiries(
        AS_AT,
        ssd_cin_episodes=[
            referral(n, cine_cin_primary_need_code=need) for n, need in enumerate(["N1", "N4"])
        ],
        ssd_cin_assessments=[assessment(n, day(2), day(9)) for n in range(3)],
    )
    assert by_category(made, "assessments_completed") == {
        "N1": (1, None, 1), "N4": (1, None, 1), "unknown": (1, None, 1)
    }  # fmt: skip


def test_no_further_action_counts_the_outcome_and_the_closure_for_it(enquiries):
    said = [("Y", None), ("N", "RC8"), (None, "RC8"), ("N", "RC9"), ("N", None), (None, None)]
    made = enquiries(
        AS_AT,
        ssd_cin_episodes=[referral(n, cine_close_reason=reason) for n, (_, reason) in enumerate(said)],
        ssd_cin_assessments=[
            assessment(n, day(2), day(9), cina_assessment_outcome_nfa=flag)
            for n, (flag, _) in enumerate(said)
        ],
    )
    assert figures(made, "assessment_nfa_pct")[None] == (3, 6, 50.0)
    assert figures(made, "assessment_to_early_help_pct")[None] == (1, 6, 16.7)


def test_an_unborn_child_cannot_be_seen(enquiries):
    made = enquiries(
        AS_AT,
        ssd_person=[
            {"pers_person_id": "p0", "pers_dob": day(10)},
            {"pers_person_id": "p1", "pers_expected_dob": date(2025, 9, 1)},
            {"pers_person_id": "p2", "pers_dob": day(9)},
        ],
        ssd_cin_assessments=[assessment(n, day(2), day(9), cina_assessment_child_seen="Y") for n in range(3)],
    )
    assert figures(made, "assessment_child_seen")[None] == (1, 1, 100.0)


def test_an_enquiry_opened_with_an_assessment_for_nothing_is_not_counted(enquiries):
    nothing = {"cina_assessment_outcome_nfa": "Y"}
    made = enquiries(
        AS_AT,
        ssd_cin_assessments=[
            assessment(1, day(2), day(9), **nothing),
            assessment(2, day(2), day(9), **nothing),  # the enquiry led to services
            assessment(3, day(2), day(9)),  # the assessment led on
            assessment(4, day(3), day(9), **nothing),  # another day
            assessment(5, day(2), None, **nothing),  # not signed off
        ],
        ssd_s47_enquiry=[
            enquiry(1, day(2), day(5), "NFA"),
            enquiry(2, day(2), day(5), "PROV_OF_SERVICES"),
            *(enquiry(n, day(2), day(5), s47e_s47_nfa="Y") for n in (3, 4, 5)),
        ],
    )
    assert figures(made, "s47_started")[None][2] == 4
    assert figures(made, "s47_to_icpc_conversion")[None] == (0, 5, 0.0)


def test_each_enquiry_has_one_outcome_and_they_add_up(enquiries):
    said = [
        "CP_CONFERENCE LEGAL_ACTION", "LEGAL_ACTION NFA", "NFA_CONTINUE_SINGLE", "PROV_OF_SB_CARE NFA", "MONITOR",
        "NFA", "NFA OTHER_OUTCOMES_EXIST", "OTHER_OUTCOMES_EXIST", None,
    ]  # fmt: skip
    rows = [enquiry(n, day(2), day(5), each) for n, each in enumerate(said)]
    rows += [enquiry(20, day(2), day(5), s47e_s47_nfa="Y"), enquiry(21, day(2))]
    found = figures(enquiries(AS_AT, ssd_s47_enquiry=rows), "s47_outcomes")
    assert {band: figure[:2] for band, figure in found.items()} == {
        "conference": (1, 10),
        "legal_action": (1, 10),
        "assessment_or_services": (2, 10),
        "other_agency_monitors": (1, 10),
        "no_further_action": (3, 10),
        "other": (1, 10),
        "not_recorded": (1, 10),
    }


def test_young_enquiries_are_pending_and_in_the_whole(enquiries):
    made = enquiries(
        AS_AT,
        ssd_s47_enquiry=[
            enquiry(1, day(2)),  # held
            enquiry(2, day(9)),  # 15 working days old
            enquiry(3, day(10)),  # 14
            enquiry(4, day(10), day(12), "NFA"),  # young, and settled
            enquiry(5, day(10)),  # planned for tomorrow
        ],
        ssd_initial_cp_conference=[conference(1, day(20)), conference(5, day(1, 7))],
    )
    assert figures(made, "s47_to_icpc_conversion")[None] == (1, 5, 20.0)
    assert by_category(made, "s47_to_icpc_conversion") == {
        "conference held": (1, 1, 100.0), "pending": (0, 2, 0.0), "no conference": (0, 2, 0.0)
    }  # fmt: skip


def test_an_enquiry_waits_until_it_is_settled_that_no_conference_is_needed(enquiries):
    made = enquiries(
        AS_AT,
        ssd_s47_enquiry=[
            enquiry(1, day(1, 4), day(2, 6), "NFA"),  # overdue at the end of April and of May, then settled
            enquiry(2, day(1, 4), day(7, 4), "CP_CONFERENCE"),  # finished, and its conference never held
            enquiry(3, day(1, 4), day(7, 4)),  # finished without a word
            enquiry(4, day(1, 4), None, s47e_s47_nfa="Y"),  # settled nobody knows when
            enquiry(5, day(9, 6)),  # 15 working days old
            enquiry(6, day(1, 4)),  # held in May
            enquiry(7, day(1, 4)),  # a manager decided against
            enquiry(8, day(1, 4)),  # called off
        ],
        ssd_initial_cp_conference=[conference(6, day(20, 5))],
        ext_section_47_decision=[
            {"exsd_s47_enquiry_id": "e7", "exsd_person_id": "p7", "exsd_decided_on": day(4, 4),
             "exsd_decision": "no_conference"},
            {"exsd_s47_enquiry_id": "e8", "exsd_person_id": "p8", "exsd_cancelled_on": day(1, 5)},
        ],
    )  # fmt: skip
    at = figures(made, "icpc_open_overdue", period="month", key="period_start")
    assert (at[day(1, 4)][:2], at[day(1, 5)][:2]) == ((5, 5), (3, 3))
    assert figures(made, "icpc_open_overdue", period="as_at")[None] == (2, 3, 66.7)
    states = made.execute(
        "select state, count(*) from mart.clock_ledger where measure = 'icpc_15wd' group by state"
    ).fetchall()
    assert dict(states) == {"excluded": 4, "open_overdue": 2, "open_in_time": 1, "late": 1}


def test_the_chase_list_is_amber_on_day_four_and_five_and_red_from_six(enquiries):
    # Working days to Monday 9 June: 6, 5, 4, 3 and, decided, 6.
    starts = [day(30, 5), day(2), day(3), day(4), day(30, 5)]
    made = enquiries(
        day(9),
        ssd_s47_enquiry=[enquiry(n, start) for n, start in enumerate(starts)]
        + [enquiry(8, day(30, 5), day(9)), enquiry(9, day(30, 5))],
        ext_section_47_decision=[
            {"exsd_s47_enquiry_id": "e4", "exsd_person_id": "p4", "exsd_decided_on": day(9)},
            {"exsd_s47_enquiry_id": "e9", "exsd_person_id": "p9", "exsd_cancelled_on": day(9)},
        ],
    )
    found = figures(made, "icpc_decision_day5_open", period="as_at")
    assert {band: figure[:2] for band, figure in found.items()} == {
        "red": (1, 5), "amber": (2, 5), "not_due": (1, 5), "decided": (1, 5)
    }  # fmt: skip
    assert figures(made, "icpc_decision_day5")[None] == (1 - 1, 4, 0.0)


def test_day_one_may_be_the_start(enquiries):
    made = enquiries(
        day(9),
        setting=[{"name": "day_one_is_start", "value": "true"}],
        ssd_s47_enquiry=[enquiry(n, start) for n, start in enumerate([day(2), day(3), day(4), day(5)])],
    )
    found = figures(made, "icpc_decision_day5_open", period="as_at")
    assert {band: figure[0] for band, figure in found.items()} == {"red": 1, "amber": 2, "not_due": 1}


def test_late_conferences_split_over_their_reasons_with_none_lost(enquiries):
    reasons = ["No venue", "chair-not-available", "Her aunt was ill", "see notes", None]
    made = enquiries(
        AS_AT,
        ssd_s47_enquiry=[enquiry(n, day(1, 5)) for n in range(7)],
        ssd_initial_cp_conference=[conference(n, day(13)) for n in range(6)] + [conference(6, day(9, 5))],
        ext_late_reason=[
            {
                "exlr_measure": "icpc_15wd",
                "exlr_id": f"c{n}",
                "exlr_person_id": f"p{n}",
                "exlr_reason": reason,
            }
            for n, reason in enumerate(reasons)
        ],
    )
    found = figures(made, "icpc_late_reason")
    assert {band: figure[:2] for band, figure in found.items()} == {
        "no_venue": (1, 6), "chair_not_available": (1, 6), "unmapped": (1, 6), "not_recorded": (3, 6)
    }  # fmt: skip
    assert figures(made, "icpc_15wd")[None] == (1, 7, 14.3)
    assert "aunt" not in str(made.execute("select * from core.fct_conference").fetchall())


def test_there_is_no_late_reason_before_reasons_went_live(enquiries):
    made = enquiries(
        AS_AT,
        ssd_s47_enquiry=[enquiry(n, day(1, 4)) for n in range(2)],
        ssd_initial_cp_conference=[conference(0, day(30, 5)), conference(1, day(2, 6))],
        ext_go_live=[{"exgl_what": "late_reasons", "exgl_live_from": day(1)}],
    )
    assert figures(made, "icpc_late_reason") == {"not_recorded": (1, 1, 100.0)}


def test_a_conference_ends_in_a_plan_when_one_begins_that_day(enquiries):
    def plan(number, start, **more):
        return {
            "cppl_cp_plan_id": f"x{number}", "cppl_person_id": f"p{number}", "cppl_cp_plan_start_date": start, **more
        }  # fmt: skip

    made = enquiries(
        AS_AT,
        ssd_initial_cp_conference=[conference(n, day(10)) for n in range(4)],
        ssd_cp_plans=[plan(0, day(10)), plan(1, day(11)), plan(2, day(10), cppl_cp_plan_ola="Y")],
    )
    assert figures(made, "icpc_to_cpp_conversion")[None] == (1, 4, 25.0)


def test_transfers_and_discussions_are_not_supplied_without_their_feeds(enquiries):
    made = enquiries(
        AS_AT,
        ssd_person=[{"pers_person_id": f"p{n}"} for n in range(3)],
        ext_transfer_in=[
            {
                "exti_id": f"t{n}",
                "exti_person_id": f"p{n}",
                "exti_notified_on": day(2),
                "exti_conference_on": held,
            }
            for n, held in enumerate([day(23), day(24), None])
        ],
        ext_strategy_discussion=[
            {"exst_id": f"d{n}", "exst_person_id": f"p{n}", "exst_decided_on": day(6), "exst_held_on": held}
            for n, held in enumerate([day(9), day(10), None])
        ],
    )
    assert figures(made, "icpc_transfer_in_15wd")[None] == (1, 2, 50.0)
    assert figures(made, "strategy_discussion_timely")[None] == (1, 2, 50.0)
    made.execute("update main.delivered set supplied = false where table_name like 'ext_%'")
    build_measures(made, [each for each in measures() if each.id in OWN])
    absent = made.execute(
        "select measure from mart.measure_status where status = 'not_supplied' and measure in ('icpc_transfer_in_15wd',"
        " 'strategy_discussion_timely', 'icpc_decision_day5', 'icpc_decision_day5_open', 'icpc_late_reason',"
        " 'assessment_internal_review_10wd', 'assessment_child_seen')"
    ).fetchall()
    assert len(absent) == 6
    assert figures(made, "icpc_transfer_in_15wd") == {}


def test_the_length_of_enquiries_has_a_median_and_bands(enquiries):
    made = enquiries(
        AS_AT,
        ssd_s47_enquiry=[enquiry(n, day(2), end) for n, end in enumerate([day(3), day(9), day(10), None])],
    )
    assert figures(made, "section_47_duration")[None][2] == 5
    bands = figures(made, "section_47_duration_bands")
    assert {band: figure[:2] for band, figure in bands.items()} == {"0-5": (2, 3), "6-10": (1, 3)}
