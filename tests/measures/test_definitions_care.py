"""The definitions of children in need and children looked after, one small history at a time."""

from __future__ import annotations

from datetime import date

import pytest

from measures.definition_cases import AS_AT, Answers, Case, Row

ISO = date.fromisoformat
MAY_END = ISO("2025-05-31")
NOW = (AS_AT,)
BOTH = (MAY_END, AS_AT)


def no(*days: str) -> list[tuple[date, bool]]:
    return [(ISO(day), False) for day in days]


def yes(*days: str) -> list[tuple[date, bool]]:
    return [(ISO(day), True) for day in days]


FAILS = no("2025-06-30")
MEETS = yes("2025-06-30")


def referral(on: str, flag: str = "N", closed: str | None = None, number: int = 1) -> tuple[str, Row]:
    return "ssd_cin_episodes", {
        "cine_referral_id": f"CHILD-r{number}", "cine_person_id": "CHILD", "cine_referral_date": on,
        "cine_referral_nfa": flag, "cine_close_date": closed,
    }  # fmt: skip


def need_plan(start: str, end: str | None = None) -> tuple[str, Row]:
    return "ssd_cin_plans", {
        "cinp_cin_plan_id": "CHILD-n", "cinp_person_id": "CHILD", "cinp_cin_plan_start_date": start,
        "cinp_cin_plan_end_date": end,
    }  # fmt: skip


def need_visit(on: str, seen: str = "Y") -> tuple[str, Row]:
    return "ssd_cin_visits", {
        "cinv_cin_visit_id": f"CHILD-{on}", "cinv_person_id": "CHILD", "cinv_cin_visit_date": on,
        "cinv_cin_visit_seen": seen,
    }  # fmt: skip


def need_review(on: str) -> tuple[str, Row]:
    return "ext_cin_review", {
        "exci_id": f"CHILD-{on}", "exci_person_id": "CHILD", "exci_cin_plan_id": "CHILD-n", "exci_held_on": on,
    }  # fmt: skip


def plan(start: str, end: str | None = None) -> tuple[str, Row]:
    return "ssd_cp_plans", {
        "cppl_cp_plan_id": "CHILD-p", "cppl_person_id": "CHILD", "cppl_cp_plan_start_date": start,
        "cppl_cp_plan_end_date": end,
    }  # fmt: skip


def born(on: str) -> tuple[str, Row]:
    return "ssd_person", {"pers_person_id": "CHILD", "pers_dob": on}


def care(start: str, end: str | None = None, period: str = "c") -> tuple[str, Row]:
    return "ssd_cla_episodes", {
        "clae_cla_episode_id": f"CHILD-{period}-{start}", "clae_person_id": "CHILD", "clae_cla_id": f"CHILD-{period}",
        "clae_cla_episode_start_date": start, "clae_entered_care_date": start, "clae_cla_episode_ceased_date": end,
    }  # fmt: skip


def home(start: str, end: str | None = None, kind: str = "U6", miles: float | None = None) -> tuple[str, Row]:
    return "ssd_cla_placement", {
        "clap_cla_placement_id": f"CHILD-{start}", "clap_person_id": "CHILD", "clap_cla_id": "CHILD-c",
        "clap_cla_placement_start_date": start, "clap_cla_placement_end_date": end, "clap_cla_placement_type": kind,
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
        "expe_person_id": "CHILD", "expe_breach_on": on, "expe_escalated_on": on, "expe_escalated_to": "manager",
    }  # fmt: skip


def worker(role: str | None = "CW", title: str = "Social worker", end: str | None = None) -> list[tuple[str, Row]]:
    return [
        ("ssd_professionals", {"prof_professional_id": "CHILD-w", "prof_social_worker_registration_no": "SW1",
                               "prof_professional_job_title": title}),
        ("ssd_involvements", {"invo_involvements_id": "CHILD-i", "invo_person_id": "CHILD",
                              "invo_professional_id": "CHILD-w", "invo_professional_role_id": role,
                              "invo_involvement_start_date": "2025-01-06", "invo_involvement_end_date": end}),
    ]  # fmt: skip


NEED = [
    Case("cin_at_date", "closed that day", [referral("2025-01-06", closed="2025-06-30")], yes("2025-05-31"), on=BOTH),
    Case("cin_at_date", "no further action", [referral("2025-01-06", "Y")], [], on=BOTH),
    Case("cin_at_date", "looked after", [referral("2025-01-06"), care("2025-02-03")], MEETS, on=NOW),
    Case("cin_open_2yr", "two years today", [referral("2023-06-30")], [*no("2025-05-31"), *MEETS], on=BOTH),
    Case("cin_open_2yr", "two years tomorrow", [referral("2023-07-01")], FAILS, on=NOW),
    Case("cin_open_2yr", "protected until May", [referral("2023-01-02"), plan("2025-01-06", "2025-06-02")], MEETS, on=BOTH),
    Case("cin_open_2yr", "in care", [referral("2023-01-02"), care("2025-01-06")], [], on=NOW),
    Case("cin_visit_timeliness", "day 20", [need_plan("2025-01-06"), need_visit("2025-06-02")], MEETS, on=NOW),
    Case("cin_visit_timeliness", "day 21", [need_plan("2025-01-06"), need_visit("2025-05-30")], FAILS, on=NOW),
    Case("cin_visit_timeliness", "unseen", [need_plan("2025-01-06"), need_visit("2025-06-20", "N")], FAILS, on=NOW),
    Case("cin_visit_timeliness", "protected all the time", [plan("2025-01-06"), need_plan("2025-02-03")], [], on=BOTH),
    Case("cin_visit_timeliness", "in care since the last visit",
         [care("2025-05-01"), need_plan("2025-01-06"), need_visit("2025-05-06")], [], on=BOTH),
    Case("cin_visit_timeliness", "protected since June", [plan("2025-06-02"), need_plan("2025-01-06")],
         no("2025-05-31"), on=BOTH),
    Case("cin_visit_timeliness", "protected until June", [plan("2025-01-06", "2025-06-02"), need_plan("2025-01-06")],
         FAILS, on=BOTH),
    Case("cin_plan_review_timeliness", "three months, then six and a day",
         [need_plan("2024-03-04"), need_review("2024-06-04"), need_review("2024-12-05")],
         [*yes("2024-06-04"), *no("2024-12-05")]),
    Case("cin_plan_review_timeliness", "never held", [need_plan("2024-03-04")], []),
]  # fmt: skip

ENTERED = "2025-05-30"  # 20 working days before 27 June

CARE = [
    Case("cla_at_date", "ended that day", [care("2025-01-06", "2025-06-30")], yes("2025-05-31"), on=BOTH),
    Case("cla_at_date", "short breaks", [care("2025-01-06"), status("V4", "2025-01-06")], [], on=BOTH),
    Case("cla_review_in_time_snapshot", "19 working days", [care("2025-06-03")], [], on=NOW),
    Case("cla_review_in_time_snapshot", "20 working days", [care("2025-06-02")], MEETS, on=NOW),
    Case("cla_review_in_time_snapshot", "21 working days", [care(ENTERED)], FAILS, on=NOW),
    Case("cla_review_in_time_snapshot", "cancelled", [care(ENTERED), review("2025-06-20", "Y")], FAILS, on=NOW),
    Case("cla_review_in_time_snapshot", "second one overdue", [care("2025-03-03"), review("2025-03-28")],
         [*yes("2025-05-31"), *FAILS], on=BOTH),
    Case("cla_review_in_time_snapshot", "early, and the next one from then",
         [care("2025-01-06"), review("2025-01-20"), review("2025-04-21")], FAILS, on=NOW),
    Case("cla_review_overdue_days", "due today", [care("2025-03-03"), review("2025-03-30")], FAILS, on=NOW),
    Case("cla_review_overdue_days", "due yesterday", [care("2025-03-03"), review("2025-03-29")], MEETS, on=NOW),
    Case("cla_visit_first_week", "a visit before the move",
         [care("2025-03-03"), home("2025-03-03"), visit("2025-03-02")], no("2025-03-03")),
    Case("cla_visit_first_week", "day 7", [care("2025-03-03"), home("2025-03-03"), visit("2025-03-10")],
         yes("2025-03-03")),
    Case("cla_visit_first_week", "ended on day 7", [care("2025-03-03", "2025-03-10"), home("2025-03-03")], []),
    Case("cla_visit_first_week", "a new home", [
        care("2025-03-03"), home("2025-03-03", "2025-03-05"), home("2025-03-05"), visit("2025-03-12"),
    ], yes("2025-03-05")),
    Case("cla_visit_timeliness", "six weeks", [care("2025-01-06"), home("2025-01-06"), visit("2025-05-19")], MEETS,
         on=NOW),
    Case("cla_visit_timeliness", "a day more", [care("2025-01-06"), home("2025-01-06"), visit("2025-05-18")], FAILS,
         on=NOW),
    Case("cla_visit_timeliness", "first week", [care("2025-06-23"), home("2025-06-23")], [], on=NOW),
    Case("cla_visit_timeliness", "after a year in a home to stay in",
         [care("2024-01-08"), home("2024-01-08", kind="U4"), visit("2025-03-30")], MEETS, on=NOW),
    Case("cla_visit_timeliness", "moved in June", [
        care("2025-01-06"), home("2025-01-06", "2025-06-20"), home("2025-06-20"), visit("2025-05-19"),
    ], [*yes("2025-05-31"), *FAILS], on=BOTH),
    Case("cla_visit_timeliness", "placed for adoption", [care("2025-01-06"), home("2025-01-06", kind="A5")], [], on=NOW),
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
    Case("permanence_plan_by_second_review", "left before it", [care("2025-01-06", "2025-04-01"), review("2025-02-03")],
         []),
    Case("permanence_review_u5_4wk", "day 28", [born("2022-01-03"), care("2025-01-06"), panel("2025-06-02")], MEETS,
         on=NOW),
    Case("permanence_review_u5_4wk", "day 29", [born("2022-01-03"), care("2025-01-06"), panel("2025-06-01")], FAILS,
         on=NOW),
    Case("permanence_review_u5_4wk", "five today", [born("2020-06-30"), care("2025-01-06"), panel("2025-06-02")], [],
         on=NOW),
    Case("permanence_review_5plus_3m", "five today", [born("2020-06-30"), care("2025-01-06"), panel("2025-06-02")],
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
         [born("2012-01-03"), care("2022-12-30"), home("2022-12-30", "2023-06-30"), home("2023-06-30")], MEETS, on=NOW),
    Case("placement_2yr_same", "two years tomorrow",
         [born("2012-01-03"), care("2022-12-30"), home("2022-12-30", "2023-07-01"), home("2023-07-01")], FAILS, on=NOW),
    Case("placement_2yr_same", "in care a day too short", [born("2012-01-03"), care("2023-01-01"), home("2023-01-01")],
         [], on=NOW),
    Case("placement_2yr_same", "sixteen today", [born("2009-06-30"), care("2020-01-06"), home("2020-01-06")], [], on=NOW),
    Case("placement_2yr_same", "placed for adoption", [
        born("2020-01-03"), care("2021-01-04"), home("2021-01-04", "2025-03-03"), home("2025-03-03", kind="A5"),
    ], MEETS, on=NOW),
    Case("placements_3plus", "the one in which the year begins", [
        care("2023-01-02"), home("2023-01-02", "2024-07-01"), home("2024-07-01", "2025-03-03"), home("2025-03-03"),
    ], MEETS, on=NOW),
    Case("placements_3plus", "ended as the year began", [
        care("2023-01-02"), home("2023-01-02", "2024-06-30"), home("2024-06-30", "2025-03-03"), home("2025-03-03"),
    ], FAILS, on=NOW),
    Case("placements_3plus", "a hospital", [
        care("2023-01-02"), home("2023-01-02", "2025-02-03"), home("2025-02-03", "2025-02-07", "T1"), home("2025-03-03"),
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
    return Answers([*NEED, *CARE])


@pytest.mark.parametrize("case", [*NEED, *CARE], ids=lambda case: case.id)
def test_what_counts(answers: Answers, case: Case) -> None:
    assert answers.of(case) == sorted(case.counted, key=repr)
