"""The definitions of complaints, audits, caseload and workforce, one small history at a time."""

from __future__ import annotations

from datetime import date

import pytest

from measures.definition_cases import AS_AT, Answers, Case, Counted, Row

ISO = date.fromisoformat
NOW = (AS_AT,)
MAY_END = ISO("2025-05-31")
BOTH = (MAY_END, AS_AT)


def no(*days: str) -> Counted:
    return [(ISO(day), False) for day in days]


def yes(*days: str) -> Counted:
    return [(ISO(day), True) for day in days]


def born(on: str) -> tuple[str, Row]:
    return "ssd_person", {"pers_person_id": "CHILD", "pers_dob": on}


BORN = born("2014-01-06")


def assessment() -> tuple[str, Row]:
    return "ssd_cin_assessments", {
        "cina_assessment_id": "CHILD-a", "cina_person_id": "CHILD", "cina_assessment_start_date": "2025-02-03",
        "cina_assessment_auth_date": "2025-03-03",
    }  # fmt: skip


def view(of: str) -> tuple[str, Row]:
    return "ext_child_view", {
        "excv_id": of, "excv_person_id": "CHILD", "excv_record_type": "assessment", "excv_view_recorded": "Y",
    }  # fmt: skip


def review(code: str | None, cancelled: str = "N") -> list[tuple[str, Row]]:
    return [
        ("ssd_cla_episodes", {"clae_cla_episode_id": "CHILD-e", "clae_person_id": "CHILD", "clae_cla_id": "CHILD-c",
                              "clae_cla_episode_start_date": "2025-01-06", "clae_entered_care_date": "2025-01-06"}),
        ("ssd_cla_reviews", {"clar_cla_review_id": "CHILD-r", "clar_cla_id": "CHILD-c",
                             "clar_cla_review_date": "2025-03-10", "clar_cla_review_participation": code,
                             "clar_cla_review_cancelled": cancelled}),
    ]  # fmt: skip


def offer(event: str, offered: str) -> tuple[str, Row]:
    return "ext_advocacy", {
        "exad_id": "CHILD-o", "exad_person_id": "CHILD", "exad_event": "review", "exad_event_on": event,
        "exad_offered_on": offered,
    }  # fmt: skip


def complaint(stage: str, received: str, **more: object) -> list[tuple[str, Row]]:
    row = {"excm_id": "CHILD-c", "excm_person_id": "CHILD", "excm_stage": stage, "excm_received_on": received}
    return [BORN, ("ext_complaint", row | {f"excm_{name}": value for name, value in more.items()})]


def audit(on: str | None, grade: str, moderated: str | None = None, theme: str | None = None) -> list[tuple[str, Row]]:
    return [BORN, ("ext_case_audit", {
        "exau_id": f"CHILD-{on}", "exau_person_id": "CHILD", "exau_theme": theme, "exau_completed_on": on,
        "exau_grade": grade, "exau_moderated_grade": moderated, "exau_team_id": "CHILD",
    })]  # fmt: skip


def action(due: str, done: str | None = None) -> list[tuple[str, Row]]:
    return [("ext_audit_action", {"exaa_id": "CHILD-a", "exaa_team_id": "CHILD", "exaa_due_on": due,
                                  "exaa_completed_on": done})]  # fmt: skip


def resolution(raised: str, resolved: str | None = None, stage: int = 1, **more: object) -> tuple[str, Row]:
    row = {"exfr_id": "CHILD-f", "exfr_stage": stage, "exfr_person_id": "CHILD", "exfr_raised_on": raised,
           "exfr_resolved_on": resolved}  # fmt: skip
    return "ext_formal_resolution", row | {f"exfr_{name}": value for name, value in more.items()}


def staff(worker: str, start: str, end: str | None = None, fte: float = 1, **more: object) -> tuple[str, Row]:
    row = {"exwk_worker_id": f"CHILD-{worker}", "exwk_from": start, "exwk_to": end, "exwk_fte": fte,
           "exwk_team_id": "CHILD"}  # fmt: skip
    return "ext_worker", row | {f"exwk_{name}": value for name, value in more.items()}


def post(name: str, fte: float = 1, **more: object) -> tuple[str, Row]:
    row = {"expo_id": f"CHILD-{name}", "expo_valid_from": "2020-01-01", "expo_fte": fte, "expo_team_id": "CHILD",
           "expo_is_social_work": "Y"}  # fmt: skip
    return "ext_post", row | {f"expo_{each}": value for each, value in more.items()}


def held(case: int, worker: str, start: str | None, end: str | None = None, role: str = "case_holder",
         decided: str = "2025-01-06") -> tuple[str, Row]:  # fmt: skip
    return "ext_allocation", {
        "exal_id": f"CHILD-{case}-{worker}", "exal_person_id": f"CHILD-{case}", "exal_worker_id": f"CHILD-{worker}",
        "exal_team_id": "CHILD", "exal_qualified": "Y", "exal_role": role, "exal_decided_on": decided,
        "exal_from": start, "exal_to": end,
    }  # fmt: skip


def team(measure: str, name: str, rows: list[tuple[str, Row]], *counted: tuple[object, ...], **more: object) -> Case:
    """A case of a team, with its figures at the as-at date unless days are given."""
    figures = [each if isinstance(each[0], date) else (AS_AT, *each) for each in counted]
    return Case(measure, name, rows, figures, on=more.pop("on", NOW), by_team=True, **more)  # type: ignore[arg-type]


AGENCY = {"agency": "Y"}
OF_CHILDREN = [
    Case("complaints_received", "withdrawn", complaint("1", "2025-03-03", withdrawn="Y"), yes("2025-03-03")),
    Case("complaints_received", "another procedure", complaint("1", "2025-03-03", within_procedure="N"), []),
    Case("complaints_received", "the second stage", complaint("2", "2025-03-03"), []),
    Case("complaint_stage1_10wd", "day 11 with an extension",
         complaint("1", "2025-03-03", responded_on="2025-03-18", extended="Y"), no("2025-03-18")),
    Case("complaint_stage1_10wd", "unanswered", complaint("1", "2025-03-03"), no("2025-03-17")),
    Case("complaint_stage1_20wd", "day 11 with an extension",
         complaint("1", "2025-03-03", responded_on="2025-03-18", extended="Y"), yes("2025-03-18")),
    Case("complaint_stage1_20wd", "without one", complaint("1", "2025-03-03", responded_on="2025-03-10"), []),
    Case("complaint_stage3_report_5wd", "never sent", complaint("3", "2025-03-03", panel_on="2025-04-01"),
         no("2025-04-01")),
    Case("complaints_open_overdue", "day 10", complaint("1", "2025-06-16"), no("2025-06-30"), on=NOW),
    Case("complaints_open_overdue", "day 11", complaint("1", "2025-06-13"), yes("2025-06-30"), on=NOW),
    Case("complaints_open_overdue", "extended", complaint("1", "2025-06-13", extended="Y"), no("2025-06-30"), on=NOW),
    Case("complaints_open_overdue", "answered in June", complaint("1", "2025-05-02", responded_on="2025-06-02"),
         yes("2025-05-31"), on=BOTH),
    Case("audit_grade_mix", "moderated", audit("2025-03-03", "good", "inadequate"),
         [(ISO("2025-03-03"), True, "inadequate")]),
    Case("audit_grade_mix", "open", audit(None, "good"), []),
    Case("audit_good_pct", "outstanding", audit("2025-03-03", "outstanding"), yes("2025-03-03")),
    Case("audit_good_pct", "moderated down", audit("2025-03-03", "good", "requires_improvement"), no("2025-03-03")),
    Case("formal_resolution_raised", "two stages", [
        BORN, resolution("2025-03-03", trigger="delay_in_plan"), resolution("2025-03-10", "2025-03-20", 2),
    ], yes("2025-03-03")),
    Case("formal_resolution_20wd", "two stages, one way", [
        BORN, resolution("2025-03-03"), resolution("2025-03-10", "2025-04-01", 2),
    ], no("2025-04-01")),
    Case("formal_resolution_20wd", "withdrawn", [BORN, resolution("2025-03-03", withdrawn="Y")], []),
    Case("formal_resolution_20wd", "open", [BORN, resolution("2025-05-30")], no("2025-06-27")),
    Case("formal_resolution_20wd", "open on day 20", [BORN, resolution("2025-06-02")], []),
]  # fmt: skip

LISTENED = [
    Case("voice_of_child_recorded", "an assessment that nobody wrote a view for", [BORN, assessment()], no("2025-03-03")),
    Case("voice_of_child_recorded", "an assessment with one", [BORN, assessment(), view("CHILD-a")], yes("2025-03-03")),
    Case("voice_of_child_recorded", "three years old", [born("2021-03-04"), assessment(), view("CHILD-a")], []),
    Case("voice_of_child_recorded", "four that day", [born("2021-03-03"), assessment()], no("2025-03-03")),
    Case("voice_of_child_recorded", "no view at a review", [BORN, *review("PN7")], no("2025-03-10")),
    Case("voice_of_child_recorded", "under four by the code", [BORN, *review("PN0")], []),
    Case("cla_review_participation", "spoke", [BORN, *review("PN1")], yes("2025-03-10")),
    Case("cla_review_participation", "conveyed nothing", [BORN, *review("PN7")], no("2025-03-10")),
    Case("cla_review_participation", "no code", [BORN, *review(None)], no("2025-03-10")),
    Case("cla_review_participation", "under four by the code", [BORN, *review("PN0")], []),
    Case("cla_review_participation", "three years old", [born("2021-03-11"), *review("PN1")], []),
    Case("cla_review_participation", "cancelled", [BORN, *review("PN1", "Y")], []),
    Case("advocacy_offered", "a complaint and no offer", complaint("1", "2025-03-03"), no("2025-03-03")),
    Case("advocacy_offered", "twice in a month, offered once",
         [*complaint("1", "2025-03-03"), *review("PN1"), offer("2025-03-10", "2025-03-04")], yes("2025-03-03")),
    Case("advocacy_offered", "offered after the date", [BORN, *review("PN1"), offer("2025-03-10", "2025-07-01")],
         no("2025-03-10")),
]  # fmt: skip

OF_TEAMS = [
    team("audit_actions_on_time", "on the day", action("2025-03-03", "2025-03-03"), (ISO("2025-03-03"), 1, 1), on=()),
    team("audit_actions_on_time", "open on its day", action("2025-06-30"), on=()),
    team("audit_actions_on_time", "open after it", action("2025-06-27"), (ISO("2025-06-27"), 0, 1), on=()),
    team("audit_actions_on_time", "to come", action("2025-07-01", "2025-06-02"), on=()),
    team("audit_repeat_weakness", "weak twice", [
        *audit("2025-01-06", "inadequate", theme="plans"), *audit("2025-03-03", "requires_improvement", theme="plans")[1:],
    ], (ISO("2025-03-03"), 1, 1), on=()),
    team("audit_repeat_weakness", "better", [
        *audit("2025-01-06", "inadequate", theme="plans"), *audit("2025-03-03", "good", theme="plans")[1:],
    ], (ISO("2025-03-03"), 0, 1), on=()),
    team("vacancy_rate", "an agency worker covers it", [
        post("a"), post("b"), staff("x", "2024-01-08", post_id="CHILD-a"),
        staff("y", "2024-01-08", post_id="CHILD-b", **AGENCY),
    ], (1, 2)),
    team("vacancy_rate", "half a post", [post("a"), staff("x", "2024-01-08", fte=0.6, post_id="CHILD-a")], (0.4, 1)),
    team("vacancy_rate", "left in June", [post("a"), staff("x", "2024-01-08", "2025-06-10", post_id="CHILD-a")],
         (MAY_END, 0, 1), (1, 1), on=BOTH),
    team("agency_rate", "hours, not heads", [staff("x", "2024-01-08"), staff("y", "2024-01-08", fte=0.5, **AGENCY)],
         (0.5, 1.5)),
    team("agency_cover_rate", "one of two", [
        staff("x", "2024-01-08"), staff("y", "2024-01-08", covers_vacancy="Y", **AGENCY), staff("z", "2024-01-08", **AGENCY),
    ], (1, 2)),
    team("turnover_rate", "the end of the year is the whole", [
        staff("x", "2020-01-06"), staff("y", "2020-01-06", "2024-07-01"), staff("z", "2020-01-06", "2024-06-30"),
        staff("v", "2020-01-06", "2024-12-31", **AGENCY),
    ], (1, 1)),
    team("turnover_rate", "another job in the same office is leaving", [
        staff("x", "2020-01-06", "2025-01-05", leaving_reason="moved out of social work"),
        staff("y", "2020-01-06"),
    ], (1, 1)),
    team("permanent_pct", "one in two", [staff("x", "2024-01-08"), staff("y", "2024-01-08", **AGENCY)], (1, 2)),
    team("permanent_pct", "of posts", [post("a"), post("b", 2), staff("x", "2024-01-08", post_id="CHILD-a")], (1, 3),
         settings=(("permanent_share_of", "established_posts"),)),
    team("management_posts_filled", "one is, one is not, one is covered", [
        post("a", is_management="Y"), post("b", is_management="Y"),
        post("c", is_management="Y", covered_because="maternity"), staff("x", "2024-01-08", post_id="CHILD-a"),
    ], (1, 2)),
    team("asye_per_supervisor", "nine to two", [
        *[staff(f"n{number}", "2024-09-02", newly_qualified="Y") for number in range(9)],
        *[staff(f"s{number}", "2020-01-06", practice_supervisor="Y") for number in range(2)],
    ], (9, 2)),
    team("starters_leavers", "one of each", [staff("x", "2025-03-03"), staff("y", "2020-01-06", "2025-03-31", 0.5)],
         (ISO("2025-03-03"), 1, 1, "starters"), (ISO("2025-03-31"), 0.5, 1, "leavers"),
         (ISO("2020-01-06"), 0.5, 1, "starters"), on=()),
    team("sickness_rate", "days", [staff("x", "2024-01-08"), ("ext_absence", {
        "exab_worker_id": "CHILD-x", "exab_month": "2025-03-01", "exab_days_lost": 2, "exab_days_available": 20,
    })], (ISO("2025-03-01"), 2, 20), on=()),
    team("caseload_avg_team", "pooled", [
        staff("x", "2024-01-08", fte=0.6), staff("y", "2024-01-08"), staff("idle", "2024-01-08"),
        *[held(case, "x", "2025-01-06") for case in (1, 2, 3)], held(4, "y", "2025-01-06"),
        held(5, "y", "2025-01-06", role="duty"), held(6, "y", "2025-01-06", "2025-06-02"),
    ], (4, 1.6)),
    team("caseload_avg_national", "on 30 September", [
        staff("x", "2024-01-08"), held(1, "x", "2024-09-30", decided="2024-09-02"),
        held(2, "x", "2024-10-01", decided="2024-09-02"),
    ], (ISO("2024-09-30"), 1, 1), on=(ISO("2023-09-30"), ISO("2024-09-30"), AS_AT)),
    team("caseload_over_target", "over, at and without", [
        ("ext_target", {"extg_measure": "caseload_avg_team", "extg_team_id": "CHILD", "extg_target": 2}),
        staff("x", "2024-01-08"), staff("y", "2024-01-08"), staff("z", "2024-01-08", fte=0.5), staff("idle", "2024-01-08"),
        *[held(case, "x", "2025-01-06") for case in (1, 2, 3)], *[held(case, "y", "2025-01-06") for case in (4, 5)],
        *[held(case, "z", "2025-01-06") for case in (6, 7)],
    ], (2, 3)),
    team("unallocated_cases", "a manager, a wait, a gap and a holder", [
        held(1, "m", "2025-01-06", role="manager"), held(2, "x", None), held(3, "x", "2025-01-06", "2025-03-31"),
        held(3, "d", "2025-04-01", role="duty"), held(4, "x", "2025-01-06"),
    ], (3, 3)),
    team("days_unallocated", "three days, and until now", [
        held(1, "x", "2025-06-05", decided="2025-06-02"), held(2, "x", None, decided="2025-06-02"),
    ], (ISO("2025-06-02"), 31, 2), on=()),
    team("corrective_action_open", "past its day, due today and done", [
        ("ext_corrective_action", {
            "exca_id": f"CHILD-{due}-{done}", "exca_measure": "icpc_15wd", "exca_month": "2025-04-01",
            "exca_team_id": "CHILD", "exca_due_on": due, "exca_completed_on": done,
        })
        for due, done in (("2025-06-29", None), ("2025-06-30", None), ("2025-06-01", "2025-06-30"))
    ], (1, 2)),
]  # fmt: skip


@pytest.fixture(scope="module")
def answers() -> Answers:
    return Answers([*OF_CHILDREN, *LISTENED, *OF_TEAMS])


@pytest.mark.parametrize("case", [*OF_CHILDREN, *LISTENED, *OF_TEAMS], ids=lambda case: case.id)
def test_what_counts(answers: Answers, case: Case) -> None:
    assert answers.of(case) == sorted(case.counted, key=repr)
