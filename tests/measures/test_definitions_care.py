"""The definitions of children looked after, one small history at a time."""

from __future__ import annotations

from datetime import date

import pytest

from measures.definition_cases import AS_AT, Answers, Case, Row, born, care, no, plan, yes

ISO = date.fromisoformat
MAY_END = ISO("2025-05-31")
NOW = (AS_AT,)
BOTH = (MAY_END, AS_AT)
FAILS = no("2025-06-30")
MEETS = yes("2025-06-30")
ENTERED = "2025-05-30"
"""The 21st working day after it is 30 June."""


def home(start: str, end: str | None = None, kind: str = "U6", miles: float | None = None) -> tuple[str, Row]:
    return "ssd_cla_placement", {
        "clap_cla_placement_id": f"CHILD-{start}", "clap_person_id": "CHILD", "clap_cla_id": "CHILD-c",
        "clap_cla_placement_start_date": start, "clap_cla_placement_end_date": end,
        "clap_cla_placement_type": kind,
        "clap_cla_placement_distance": miles,
    }  # fmt: skip


def status(code: str, start: str, end: str | None = None) -> tuple[str, Row]:
    return "ssd_legal_status", {
        "lega_legal_status_id": f"CHILD-{code}", "lega_person_id": "CHILD", "lega_legal_status": code,
        "lega_legal_status_start_date": start, "lega_legal_status_end_date": end,
    }  # fmt: skip


def review(on: str, cancelled: str = "N") -> tuple[str, Row]:
    return "ssd_cla_reviews", {
        "clar_cla_review_id": f"CHILD-{on}", "clar_cla_id": "CHILD-c", "clar_cla_review_date": on,
        "clar_cla_review_cancelled": cancelled,
    }  # fmt: skip


def visit(on: str, seen: str = "Y") -> tuple[str, Row]:
    return "ssd_cla_visits", {
        "clav_cla_visit_id": f"CHILD-{on}", "clav_cla_id": "CHILD-c", "clav_person_id": "CHILD",
        "clav_cla_visit_date": on, "clav_cla_visit_seen": seen,
    }  # fmt: skip


def panel(on: str, final: str | None = None, booked: str | None = None) -> tuple[str, Row]:
    return "ext_permanence_review", {
        "expr_id": f"CHILD-{on}", "expr_person_id": "CHILD", "expr_held_on": on, "expr_final_outcome": final,
        "expr_booked_for": booked,
    }  # fmt: skip


def permanence(on: str) -> tuple[str, Row]:
    return "ext_permanence_plan", {"expp_person_id": "CHILD", "expp_cla_id": "CHILD-c", "expp_agreed_on": on}


def told(on: str) -> tuple[str, Row]:
    return "ext_permanence_escalation", {
        "expe_person_id": "CHILD", "expe_breach_on": on, "expe_escalated_on": on,
        "expe_escalated_to": "manager",
    }  # fmt: skip


def worker(
    role: str | None = "CW", title: str = "Social worker", end: str | None = None
) -> list[tuple[str, Row]]:
    return [
        ("ssd_professionals", {"prof_professional_id": "CHILD-w", "prof_social_worker_registration_no": "SW1",
                               "prof_professional_job_title": title}),
        ("ssd_involvements", {"invo_involvements_id": "CHILD-i", "invo_person_id": "CHILD",
                              "invo_professional_id": "CHILD-w", "invo_professional_role_id": role,
                              "invo_involvement_start_date": "2025-01-06", "invo_involvement_end_date": end}),
    ]  # fmt: skip


CASES = [
    Case("cla_at_date", "ended that day", [care("2025-01-06", "2025-06-30")], yes("2025-05-31"), on=BOTH),
    Case("cla_at_date", "short breaks", [care("2025-01-06"), status("V4", "2025-01-06")], [], on=BOTH),
    Case("cla_review_in_time_snapshot", "19 working days", [care("2025-06-03")], [], on=NOW),
    Case("cla_review_in_time_snapshot", "20 working days", [care("2025-06-02")], MEETS, on=NOW),
    Case("cla_review_in_time_snapshot", "21 working days", [care(ENTERED)], FAILS, on=NOW),
    Case("cla_review_in_time_snapshot", "cancelled", [care(ENTERED), review("2025-06-20", "Y")], FAILS,
         on=NOW),
    Case("cla_review_in_time_snapshot", "second one overdue", [care("2025-03-03"), review("2025-03-28")],
         [*yes("2025-05-31"), *FAILS], on=BOTH),
    Case("cla_review_in_time_snapshot", "early, and the next one from then",
         [care("2025-01-06"), review("2025-01-20"), review("2025-04-21")], FAILS, on=NOW),
    Case("cla_review_overdue_days", "due today", [care("2025-03-03"), review("2025-03-30")], FAILS, on=NOW),
    Case("cla_review_overdue_days", "due yesterday", [care("2025-03-03"), review("2025-03-29")], MEETS,
         on=NOW),
    Case("cla_visit_first_week", "a visit before the move",
         [care("2025-03-03"), home("2025-03-03"), visit("2025-03-02")], no("2025-03-03")),
    Case("cla_visit_first_week", "day 7", [care("2025-03-03"), home("2025-03-03"), visit("2025-03-10")],
         yes("2025-03-03")),
    Case("cla_visit_first_week", "ended on day 7", [care("2025-03-03", "2025-03-10"), home("2025-03-03")],
         []),
    Case("cla_visit_first_week", "a new home", [
        care("2025-03-03"), home("2025-03-03", "2025-03-05"), home("2025-03-05"), visit("2025-03-12"),
    ], yes("2025-03-05")),
    Case("cla_visit_timeliness", "six weeks", [care("2025-01-06"), home("2025-01-06"), visit("2025-05-19")],
         MEETS,
         on=NOW),
    Case("cla_visit_timeliness", "a day more", [care("2025-01-06"), home("2025-01-06"), visit("2025-05-18")],
         FAILS,
         on=NOW),
    Case("cla_visit_timeliness", "first week", [care("2025-06-23"), home("2025-06-23")], [], on=NOW),
    Case("cla_visit_timeliness", "after a year in a home to stay in",
         [care("2024-01-08"), home("2024-01-08", kind="U4"), visit("2025-03-30")], MEETS, on=NOW),
    Case("cla_visit_timeliness", "moved in June", [
        care("2025-01-06"), home("2025-01-06", "2025-06-20"), home("2025-06-20"), visit("2025-05-19"),
    ], [*yes("2025-05-31"), *FAILS], on=BOTH),
    Case("cla_visit_timeliness", "placed for adoption", [care("2025-01-06"), home("2025-01-06", kind="A5")],
         [], on=NOW),
    Case("cla_missing_from_system", "here only", [care("2025-01-06")], FAILS, on=NOW),
    Case("permanence_tracker_due_soon", "due in 14 days",
         [born("2022-01-03"), care("2025-01-06"), panel("2025-06-16")], MEETS, on=NOW),
    Case("permanence_tracker_due_soon", "due in 15 days",
         [born("2022-01-03"), care("2025-01-06"), panel("2025-06-17")], FAILS, on=NOW),
    Case("permanence_tracker_due_soon", "due yesterday",
         [born("2022-01-03"), care("2025-01-06"), panel("2025-06-01")], FAILS, on=NOW),
    Case("permanence_plan_by_second_review", "on the day",
         [care("2025-01-06"), review("2025-02-03"), review("2025-04-28"), permanence("2025-04-28")],
         yes("2025-04-28")),
    Case("permanence_plan_by_second_review", "the second one late",
         [care("2025-01-06"), review("2025-02-03"), review("2025-05-19"), permanence("2025-05-19")],
         no("2025-05-03")),
    Case("permanence_plan_by_second_review", "left before it", [care("2025-01-06", "2025-04-01"),
         review("2025-02-03")],
         []),
    Case("permanence_review_u5_4wk", "day 28", [born("2022-01-03"), care("2025-01-06"), panel("2025-06-02")],
         MEETS,
         on=NOW),
    Case("permanence_review_u5_4wk", "day 29", [born("2022-01-03"), care("2025-01-06"), panel("2025-06-01")],
         FAILS,
         on=NOW),
    Case("permanence_review_u5_4wk", "five today", [born("2020-06-30"), care("2025-01-06"),
         panel("2025-06-02")], [],
         on=NOW),
    Case("permanence_review_5plus_3m", "five today", [born("2020-06-30"), care("2025-01-06"),
         panel("2025-06-02")],
         MEETS, on=NOW),
    Case("permanence_review_5plus_3m", "outcome reached",
         [born("2015-06-30"), care("2024-01-08"), panel("2025-02-03", "adopted")], [], on=NOW),
    Case("permanence_noncompliance_escalations", "told on the second day",
         [born("2022-01-03"), care("2025-01-06"), panel("2025-05-28"), told("2025-06-30")], MEETS, on=NOW),
    Case("permanence_noncompliance_escalations", "not told",
         [born("2022-01-03"), care("2025-01-06"), panel("2025-05-28")], FAILS, on=NOW),
    Case("permanence_noncompliance_escalations", "no breach",
         [born("2022-01-03"), care("2025-01-06"), panel("2025-06-02")], [], on=NOW),
    Case("placed_20_miles", "twenty", [care("2025-01-06"), home("2025-01-06", miles=20)], FAILS, on=NOW),
    Case("placed_20_miles", "more", [care("2025-01-06"), home("2025-01-06", miles=20.1)], MEETS, on=NOW),
    Case("placed_20_miles", "unknown", [care("2025-01-06"), home("2025-01-06")], [], on=NOW),
    Case("placement_2yr_same", "two years today",
         [born("2012-01-03"), care("2022-12-30"), home("2022-12-30", "2023-06-30"), home("2023-06-30")],
         MEETS, on=NOW),
    Case("placement_2yr_same", "two years tomorrow",
         [born("2012-01-03"), care("2022-12-30"), home("2022-12-30", "2023-07-01"), home("2023-07-01")],
         FAILS, on=NOW),
    Case("placement_2yr_same", "in care a day too short", [born("2012-01-03"), care("2023-01-01"),
         home("2023-01-01")],
         [], on=NOW),
    Case("placement_2yr_same", "sixteen today", [born("2009-06-30"), care("2020-01-06"), home("2020-01-06")],
         [], on=NOW),
    Case("placement_2yr_same", "placed for adoption", [
        born("2020-01-03"), care("2021-01-04"), home("2021-01-04", "2025-03-03"), home("2025-03-03",
        kind="A5"),
    ], MEETS, on=NOW),
    Case("placements_3plus", "the one in which the year begins", [
        care("2023-01-02"), home("2023-01-02", "2024-07-01"), home("2024-07-01", "2025-03-03"),
        home("2025-03-03"),
    ], MEETS, on=NOW),
    Case("placements_3plus", "ended as the year began", [
        care("2023-01-02"), home("2023-01-02", "2024-06-30"), home("2024-06-30", "2025-03-03"),
        home("2025-03-03"),
    ], FAILS, on=NOW),
    Case("placements_3plus", "a hospital", [
        care("2023-01-02"), home("2023-01-02", "2025-02-03"), home("2025-02-03", "2025-02-07", "T1"),
        home("2025-03-03"),
    ], FAILS, on=NOW),
    Case("cla_allocated_sw", "case worker", [care("2025-01-06"), *worker()], MEETS, on=NOW),
    Case("cla_allocated_sw", "reviewing officer", [care("2025-01-06"), *worker("IRO")], FAILS, on=NOW),
    Case("cla_allocated_sw", "manager", [care("2025-01-06"), *worker("CW", "Team manager")], FAILS, on=NOW),
    Case("cpp_allocated_sw", "case worker", [plan("2025-01-06"), *worker()], MEETS, on=NOW),
    Case("cpp_allocated_sw", "chair of the conference", [plan("2025-01-06"), *worker("IRO")], FAILS, on=NOW),
    Case("cpp_allocated_sw", "manager", [plan("2025-01-06"), *worker("CW", "Team manager")], FAILS, on=NOW),
    Case("cpp_allocated_sw", "until May", [plan("2025-01-06"), *worker(end="2025-06-02")],
         [*yes("2025-05-31"), *FAILS], on=BOTH),
]  # fmt: skip


@pytest.fixture(scope="module")
def answers() -> Answers:
    return Answers(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_what_counts(answers: Answers, case: Case) -> None:
    assert answers.of(case) == sorted(case.counted, key=repr)
