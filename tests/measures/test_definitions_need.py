"""The definitions of children in need, one small history at a time."""

from __future__ import annotations

from datetime import date

import pytest

from measures.definition_cases import AS_AT, Answers, Case, Row, care, no, plan, referral, yes

ISO = date.fromisoformat
MAY_END = ISO("2025-05-31")
NOW = (AS_AT,)
BOTH = (MAY_END, AS_AT)
FAILS = no("2025-06-30")
MEETS = yes("2025-06-30")


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
        "exci_id": f"CHILD-{on}", "exci_person_id": "CHILD", "exci_cin_plan_id": "CHILD-n",
        "exci_held_on": on,
    }  # fmt: skip


CASES = [
    Case("cin_at_date", "closed that day", [referral("2025-01-06", closed="2025-06-30")], yes("2025-05-31"),
         on=BOTH),
    Case("cin_at_date", "no further action", [referral("2025-01-06", "Y")], [], on=BOTH),
    Case("cin_at_date", "looked after", [referral("2025-01-06"), care("2025-02-03")], MEETS, on=NOW),
    Case("cin_open_2yr", "two years today", [referral("2023-06-30")], [*no("2025-05-31"), *MEETS], on=BOTH),
    Case("cin_open_2yr", "two years tomorrow", [referral("2023-07-01")], FAILS, on=NOW),
    Case("cin_open_2yr", "protected until May", [referral("2023-01-02"), plan("2025-01-06", "2025-06-02")],
         MEETS, on=BOTH),
    Case("cin_open_2yr", "in care", [referral("2023-01-02"), care("2025-01-06")], [], on=NOW),
    Case("cin_visit_timeliness", "day 20", [need_plan("2025-01-06"), need_visit("2025-06-02")], MEETS,
         on=NOW),
    Case("cin_visit_timeliness", "day 21", [need_plan("2025-01-06"), need_visit("2025-05-30")], FAILS,
         on=NOW),
    Case("cin_visit_timeliness", "unseen", [need_plan("2025-01-06"), need_visit("2025-06-20", "N")], FAILS,
         on=NOW),
    Case("cin_visit_timeliness", "protected all the time", [plan("2025-01-06"), need_plan("2025-02-03")], [],
         on=BOTH),
    Case("cin_visit_timeliness", "in care since the last visit",
         [care("2025-05-01"), need_plan("2025-01-06"), need_visit("2025-05-06")], [], on=BOTH),
    Case("cin_visit_timeliness", "protected since June", [plan("2025-06-02"), need_plan("2025-01-06")],
         no("2025-05-31"), on=BOTH),
    Case("cin_visit_timeliness", "protected until June", [plan("2025-01-06", "2025-06-02"),
         need_plan("2025-01-06")],
         FAILS, on=BOTH),
    Case("cin_plan_review_timeliness", "three months, then six and a day",
         [need_plan("2024-03-04"), need_review("2024-06-04"), need_review("2024-12-05")],
         [*yes("2024-06-04"), *no("2024-12-05")]),
    Case("cin_plan_review_timeliness", "never held", [need_plan("2024-03-04")], []),
]  # fmt: skip


@pytest.fixture(scope="module")
def answers() -> Answers:
    return Answers(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_what_counts(answers: Answers, case: Case) -> None:
    assert answers.of(case) == sorted(case.counted, key=repr)
