"""The definitions of complaints, audits, resolutions and the child's voice, one small history at a time."""

from __future__ import annotations

from datetime import date

import pytest

from measures.definition_cases import AS_AT, Answers, Case, Row, assessment, born, no, yes

NOW = (AS_AT,)
BOTH = (date.fromisoformat("2025-05-31"), AS_AT)
ISO = date.fromisoformat
BORN = born("2014-01-06")
VIEW = "ext_child_view", {
    "excv_id": "CHILD-a1", "excv_person_id": "CHILD", "excv_record_type": "assessment",
    "excv_view_recorded": "Y",
}  # fmt: skip
WRITTEN = assessment("2025-02-03", "2025-03-03")


def review(code: str | None, cancelled: str = "N") -> list[tuple[str, Row]]:
    return [
        ("ssd_cla_episodes", {"clae_cla_episode_id": "CHILD-e", "clae_person_id": "CHILD",
        "clae_cla_id": "CHILD-c",
                              "clae_cla_episode_start_date": "2025-01-06",
                              "clae_entered_care_date": "2025-01-06"}),
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


def audit(
    on: str | None, grade: str, moderated: str | None = None, theme: str | None = None
) -> list[tuple[str, Row]]:
    return [BORN, ("ext_case_audit", {
        "exau_id": f"CHILD-{on}", "exau_person_id": "CHILD", "exau_theme": theme, "exau_completed_on": on,
        "exau_grade": grade, "exau_moderated_grade": moderated, "exau_team_id": "CHILD",
    })]  # fmt: skip


def resolution(raised: str, resolved: str | None = None, stage: int = 1, **more: object) -> tuple[str, Row]:
    row = {"exfr_id": "CHILD-f", "exfr_stage": stage, "exfr_person_id": "CHILD", "exfr_raised_on": raised,
           "exfr_resolved_on": resolved}  # fmt: skip
    return "ext_formal_resolution", row | {f"exfr_{name}": value for name, value in more.items()}


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
    Case("complaints_open_overdue", "extended", complaint("1", "2025-06-13", extended="Y"), no("2025-06-30"),
         on=NOW),
    Case("complaints_open_overdue", "answered in June", complaint("1", "2025-05-02",
         responded_on="2025-06-02"),
         yes("2025-05-31"), on=BOTH),
    Case("audit_grade_mix", "moderated", audit("2025-03-03", "good", "inadequate"),
         [(ISO("2025-03-03"), True, "inadequate")]),
    Case("audit_grade_mix", "open", audit(None, "good"), []),
    Case("audit_good_pct", "outstanding", audit("2025-03-03", "outstanding"), yes("2025-03-03")),
    Case("audit_good_pct", "moderated down", audit("2025-03-03", "good", "requires_improvement"),
         no("2025-03-03")),
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
    Case("voice_of_child_recorded", "an assessment that nobody wrote a view for", [BORN, WRITTEN],
         no("2025-03-03")),
    Case("voice_of_child_recorded", "an assessment with one", [BORN, WRITTEN, VIEW], yes("2025-03-03")),
    Case("voice_of_child_recorded", "three years old", [born("2021-03-04"), WRITTEN, VIEW], []),
    Case("voice_of_child_recorded", "four that day", [born("2021-03-03"), WRITTEN], no("2025-03-03")),
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
         [*complaint("1", "2025-03-03"), *review("PN1"), offer("2025-03-10", "2025-03-04")],
         yes("2025-03-03")),
    Case("advocacy_offered", "offered after the date", [BORN, *review("PN1"), offer("2025-03-10",
         "2025-07-01")],
         no("2025-03-10")),
]  # fmt: skip


@pytest.fixture(scope="module")
def answers() -> Answers:
    return Answers([*OF_CHILDREN, *LISTENED])


@pytest.mark.parametrize("case", [*OF_CHILDREN, *LISTENED], ids=lambda case: case.id)
def test_what_counts(answers: Answers, case: Case) -> None:
    assert answers.of(case) == sorted(case.counted, key=repr)
