"""The definitions of caseload, workforce and actions, one small team at a time."""

from __future__ import annotations

from datetime import date

import pytest

from measures.definition_cases import AS_AT, Answers, Case, Row

NOW = (AS_AT,)
MAY_END = date.fromisoformat("2025-05-31")
BOTH = (MAY_END, AS_AT)
ISO = date.fromisoformat
AGENCY = {"agency": "Y"}


def action(due: str, done: str | None = None) -> list[tuple[str, Row]]:
    return [("ext_audit_action", {"exaa_id": "CHILD-a", "exaa_team_id": "CHILD", "exaa_due_on": due,
                                  "exaa_completed_on": done})]  # fmt: skip


def staff(worker: str, start: str, end: str | None = None, fte: float = 1, **more: object) -> tuple[str, Row]:
    row = {"exwk_worker_id": f"CHILD-{worker}", "exwk_from": start, "exwk_to": end, "exwk_fte": fte,
           "exwk_team_id": "CHILD"}  # fmt: skip
    return "ext_worker", row | {f"exwk_{name}": value for name, value in more.items()}


def post(name: str, fte: float = 1, **more: object) -> tuple[str, Row]:
    row = {"expo_id": f"CHILD-{name}", "expo_valid_from": "2020-01-01", "expo_fte": fte,
    "expo_team_id": "CHILD",
           "expo_is_social_work": "Y"}  # fmt: skip
    return "ext_post", row | {f"expo_{each}": value for each, value in more.items()}


def held(case: int, worker: str, start: str | None, end: str | None = None, role: str = "case_holder",
         decided: str = "2025-01-06") -> tuple[str, Row]:  # fmt: skip
    return "ext_allocation", {
        "exal_id": f"CHILD-{case}-{worker}", "exal_person_id": f"CHILD-{case}",
        "exal_worker_id": f"CHILD-{worker}",
        "exal_team_id": "CHILD", "exal_qualified": "Y", "exal_role": role, "exal_decided_on": decided,
        "exal_from": start, "exal_to": end,
    }  # fmt: skip


def team(
    measure: str, name: str, rows: list[tuple[str, Row]], *counted: tuple[object, ...], **more: object
) -> Case:
    """A case of a team, with its figures at the as-at date unless days are given."""
    figures = [each if isinstance(each[0], date) else (AS_AT, *each) for each in counted]
    return Case(measure, name, rows, figures, on=more.pop("on", NOW), by_team=True, **more)


def audit(on: str, grade: str) -> tuple[str, Row]:
    return "ext_case_audit", {
        "exau_id": f"CHILD-{on}", "exau_theme": "plans", "exau_completed_on": on, "exau_grade": grade,
        "exau_team_id": "CHILD",
    }  # fmt: skip


CASES = [
    team("audit_actions_on_time", "on the day", action("2025-03-03", "2025-03-03"), (ISO("2025-03-03"), 1,
         1), on=()),
    team("audit_actions_on_time", "open on its day", action("2025-06-30"), on=()),
    team("audit_actions_on_time", "open after it", action("2025-06-27"), (ISO("2025-06-27"), 0, 1), on=()),
    team("audit_actions_on_time", "to come", action("2025-07-01", "2025-06-02"), on=()),
    team("audit_repeat_weakness", "weak twice", [
        audit("2025-01-06", "inadequate"), audit("2025-03-03", "requires_improvement"),
    ], (ISO("2025-03-03"), 1, 1), on=()),
    team("audit_repeat_weakness", "better", [
        audit("2025-01-06", "inadequate"), audit("2025-03-03", "good"),
    ], (ISO("2025-03-03"), 0, 1), on=()),
    team("vacancy_rate", "an agency worker covers it", [
        post("a"), post("b"), staff("x", "2024-01-08", post_id="CHILD-a"),
        staff("y", "2024-01-08", post_id="CHILD-b", **AGENCY),
    ], (1, 2)),
    team("vacancy_rate", "half a post", [post("a"), staff("x", "2024-01-08", fte=0.6, post_id="CHILD-a")],
         (0.4, 1)),
    team("vacancy_rate", "left in June", [post("a"), staff("x", "2024-01-08", "2025-06-10",
         post_id="CHILD-a")],
         (MAY_END, 0, 1), (1, 1), on=BOTH),
    team("agency_rate", "hours, not heads", [staff("x", "2024-01-08"), staff("y", "2024-01-08", fte=0.5,
         **AGENCY)],
         (0.5, 1.5)),
    team("agency_cover_rate", "one of two", [
        staff("x", "2024-01-08"), staff("y", "2024-01-08", covers_vacancy="Y", **AGENCY), staff("z",
        "2024-01-08", **AGENCY),
    ], (1, 2)),
    team("turnover_rate", "the end of the year is the whole", [
        staff("x", "2020-01-06"), staff("y", "2020-01-06", "2024-07-01"), staff("z", "2020-01-06",
        "2024-06-30"),
        staff("v", "2020-01-06", "2024-12-31", **AGENCY),
    ], (1, 1)),
    team("turnover_rate", "another job in the same office is leaving", [
        staff("x", "2020-01-06", "2025-01-05", leaving_reason="moved out of social work"),
        staff("y", "2020-01-06"),
    ], (1, 1)),
    team("permanent_pct", "one in two", [staff("x", "2024-01-08"), staff("y", "2024-01-08", **AGENCY)], (1,
         2)),
    team("permanent_pct", "of posts", [post("a"), post("b", 2), staff("x", "2024-01-08", post_id="CHILD-a")],
         (1, 3),
         settings=(("permanent_share_of", "established_posts"),)),
    team("management_posts_filled", "one is, one is not, one is covered", [
        post("a", is_management="Y"), post("b", is_management="Y"),
        post("c", is_management="Y", covered_because="maternity"), staff("x", "2024-01-08",
        post_id="CHILD-a"),
    ], (1, 2)),
    team("asye_per_supervisor", "nine to two", [
        *[staff(f"n{number}", "2024-09-02", newly_qualified="Y") for number in range(9)],
        *[staff(f"s{number}", "2020-01-06", practice_supervisor="Y") for number in range(2)],
    ], (9, 2)),
    team("starters_leavers", "one of each", [staff("x", "2025-03-03"), staff("y", "2020-01-06", "2025-03-31",
         0.5)],
         (ISO("2025-03-03"), 1, 1, "starters"), (ISO("2025-03-31"), 0.5, 1, "leavers"),
         (ISO("2020-01-06"), 0.5, 1, "starters"), on=()),
    team("sickness_rate", "days", [staff("x", "2024-01-08"), ("ext_absence", {
        "exab_worker_id": "CHILD-x", "exab_month": "2025-03-01", "exab_days_lost": 2,
        "exab_days_available": 20,
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
        staff("x", "2024-01-08"), staff("y", "2024-01-08"), staff("z", "2024-01-08", fte=0.5), staff("idle",
        "2024-01-08"),
        *[held(case, "x", "2025-01-06") for case in (1, 2, 3)], *[held(case, "y",
        "2025-01-06") for case in (4, 5)],
        *[held(case, "z", "2025-01-06") for case in (6, 7)],
    ], (2, 3)),
    team("unallocated_cases", "a manager, a wait, a gap and a holder", [
        held(1, "m", "2025-01-06", role="manager"), held(2, "x", None), held(3, "x", "2025-01-06",
        "2025-03-31"),
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
    return Answers(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_what_counts(answers: Answers, case: Case) -> None:
    assert answers.of(case) == sorted(case.counted, key=repr)
