"""The definitions of health, education, leaving care and missing, one small history at a time."""

from __future__ import annotations

from datetime import date

import pytest

from measures.definition_cases import AS_AT, Answers, Case, Row, born, care, no, yes

ISO = date.fromisoformat
MAY_END = ISO("2025-05-31")
NOW = (AS_AT,)
BOTH = (MAY_END, AS_AT)


FAILS = no("2025-06-30")
MEETS = yes("2025-06-30")


def check(on: str, kind: str = "Dental check", state: str = "Completed") -> tuple[str, Row]:
    return "ssd_cla_health", {
        "clah_health_check_id": f"CHILD-{kind}-{on}", "clah_person_id": "CHILD",
        "clah_health_check_type": kind,
        "clah_health_check_date": on, "clah_health_check_status": state,
    }  # fmt: skip


def vaccinated(status: str | None, on: str | None = None) -> tuple[str, Row]:
    return "ssd_cla_immunisations", {
        "clai_person_id": "CHILD", "clai_immunisations_status": status, "clai_immunisations_status_date": on,
    }  # fmt: skip


def sdq(on: str, score: int | None = 12) -> tuple[str, Row]:
    return "ssd_sdq_scores", {
        "csdq_table_id": f"CHILD-{on}", "csdq_person_id": "CHILD", "csdq_sdq_completed_date": on,
        "csdq_sdq_score": score,
    }  # fmt: skip


def school(start: str, reviewed: str | None = None) -> tuple[str, Row]:
    return "ext_education_plan", {
        "exep_id": f"CHILD-{start}", "exep_person_id": "CHILD", "exep_started_on": start,
        "exep_reviewed_on": reviewed,
    }  # fmt: skip


def leaver(in_touch: str | None = "YES", **more: object) -> tuple[str, Row]:
    return "ssd_care_leavers", {
        "clea_table_id": "CHILD-l", "clea_person_id": "CHILD",
        "clea_care_leaver_eligibility": "Former relevant",
        "clea_care_leaver_in_touch": in_touch, **more,
    }  # fmt: skip


def met(on: str, at_home: str = "Y") -> tuple[str, Row]:
    return "ext_leaver_contact", {
        "exlc_id": f"CHILD-{on}", "exlc_person_id": "CHILD", "exlc_contact_on": on,
        "exlc_at_accommodation": at_home,
    }  # fmt: skip


def pathway(
    due: str | None, plan: str | None, reviewed: str | None = None, ended: str | None = None
) -> tuple[str, Row]:
    return "ext_pathway_plan", {
        "expw_id": f"CHILD-{plan}-{reviewed}", "expw_person_id": "CHILD", "expw_due_from": due,
        "expw_plan_on": plan,
        "expw_reviewed_on": reviewed, "expw_ended_on": ended,
    }  # fmt: skip


def missing(
    start: str, end: str | None, kind: str = "M", offered: str | None = None, said: str | None = None
) -> tuple[str, Row]:
    return "ssd_missing", {
        "miss_table_id": "CHILD-m", "miss_person_id": "CHILD", "miss_missing_episode_start_date": start,
        "miss_missing_episode_end_date": end, "miss_missing_episode_type": kind,
        "miss_missing_rhi_offered": offered,
        "miss_missing_rhi_accepted": said,
    }  # fmt: skip


def adopted(
    order: str | None = "2024-06-03",
    match: str | None = "2024-07-01",
    placed: str | None = "2024-08-05",
    on: str = "2025-03-03",
) -> list[tuple[str, Row]]:
    return [
        ("ssd_cla_episodes", care("2023-11-06", on)[1] | {"clae_cla_episode_ceased_reason": "E12"}),
        ("ssd_permanence", {
            "perm_table_id": "CHILD-a", "perm_person_id": "CHILD", "perm_cla_id": "CHILD-c",
            "perm_placement_order_date": order, "perm_matched_date": match, "perm_placed_for_adoption_date": placed,
        }),
    ]  # fmt: skip


YEAR = born("2010-01-04"), care("2024-06-30")
SUMMER = (
    "ext_school_term",
    {"extm_name": "summer", "extm_starts_on": "2025-04-22", "extm_ends_on": "2025-07-22"},
)
LEFT = care("2020-01-06", "2024-01-08")

CASES = [
    Case("dental_check_12m", "a year ago today", [*YEAR, check("2024-06-30")], MEETS, on=NOW),
    Case("dental_check_12m", "a day before that", [born("2010-01-04"), care("2023-06-30"),
         check("2024-06-29")], FAILS,
         on=NOW),
    Case("dental_check_12m", "never", [*YEAR], FAILS, on=BOTH),
    Case("dental_check_12m", "in care a day too short", [born("2010-01-04"), care("2024-07-01"),
         check("2025-06-02")],
         [], on=NOW),
    Case("dental_check_12m", "refused", [*YEAR, check("2025-06-02", state="Refused")], FAILS, on=NOW),
    Case("dental_check_12m", "after the date", [*YEAR, check("2025-07-02")], FAILS, on=NOW),
    Case("immunisation_up_to_date", "yes", [*YEAR, vaccinated("Y", "2025-01-06")], MEETS, on=NOW),
    Case("immunisation_up_to_date", "no", [*YEAR, vaccinated("N", "2025-01-06")], FAILS, on=NOW),
    Case("immunisation_up_to_date", "unknown", [*YEAR, vaccinated(None)], FAILS, on=NOW),
    Case("immunisation_up_to_date", "in care a day too short",
         [born("2010-01-04"), care("2024-07-01"), vaccinated("Y")], [], on=NOW),
    Case("sdq_completed", "a year ago today", [*YEAR, sdq("2024-06-30")], MEETS, on=NOW),
    Case("sdq_completed", "no score", [*YEAR, sdq("2025-06-02", None)], FAILS, on=NOW),
    Case("sdq_completed", "seventeen today", [born("2008-06-30"), care("2023-01-09"), sdq("2025-06-02")], [],
         on=NOW),
    Case("sdq_completed", "seventeen tomorrow", [born("2008-07-01"), care("2023-01-09"), sdq("2025-06-02")],
         MEETS,
         on=NOW),
    Case("sdq_completed", "four today", [born("2021-06-30"), care("2023-01-09")], FAILS, on=NOW),
    Case("sdq_completed", "four tomorrow", [born("2021-07-01"), care("2023-01-09")], [], on=NOW),
    Case("pep_initiated_10wd", "day 10", [born("2014-01-06"), care("2025-03-03"), school("2025-03-17")],
         yes("2025-03-03")),
    Case("pep_initiated_10wd", "day 11", [born("2014-01-06"), care("2025-03-03"), school("2025-03-18")],
         no("2025-03-03")),
    Case("pep_initiated_10wd", "overdue", [born("2014-01-06"), care("2025-03-03")], no("2025-03-03")),
    Case("pep_initiated_10wd", "not due", [born("2014-01-06"), care("2025-06-23")], []),
    Case("pep_initiated_10wd", "left on day 10", [born("2014-01-06"), care("2025-03-03", "2025-03-17")], []),
    Case("pep_initiated_10wd", "three years old", [born("2022-01-03"), care("2025-03-03")], []),
    Case("pep_current_term", "this term", [SUMMER, born("2014-01-06"), care("2024-01-08"),
         school("2024-01-15", "2025-05-06")],
         MEETS, on=NOW),
    Case("pep_current_term", "last term", [born("2014-01-06"), care("2024-01-08"), school("2024-01-15",
         "2025-04-01")],
         FAILS, on=NOW),
    Case("pep_current_term", "new in care", [born("2014-01-06"), care("2025-06-16")], [], on=NOW),
    Case("pep_current_term", "not at school yet", [born("2021-01-04"), care("2024-01-08")], [], on=NOW),
    Case("rha_timeliness", "in care for less than a year", [born("2010-01-04"), care("2024-07-01")], [],
         on=NOW),
    Case("rha_timeliness", "due today", [*YEAR, check("2024-06-30", "Health assessment")], MEETS, on=NOW),
    Case("rha_timeliness", "due yesterday",
         [born("2010-01-04"), care("2024-06-03"), check("2024-06-29", "Health assessment")], FAILS, on=NOW),
    Case("iha_20wd", "left before", [born("2010-01-04"), care("2025-03-03", "2025-03-31")], []),
    Case("iha_20wd", "left later", [born("2010-01-04"), care("2025-03-03", "2025-04-01")], no("2025-03-03")),
    Case("care_leaver_in_touch", "nineteen", [born("2006-03-03"), LEFT, leaver()], yes("2025-03-03")),
    Case("care_leaver_in_touch", "no information", [born("2006-03-03"), LEFT, leaver(None)],
         no("2025-03-03")),
    Case("care_leaver_in_touch", "the month is not over", [born("2006-05-31"), LEFT, leaver()],
         yes("2025-05-31")),
    Case("care_leaver_in_touch", "a day later", [born("2006-06-01"), LEFT, leaver()], yes("2024-06-01")),
    Case("care_leaver_in_touch", "sixteen", [born("2009-03-03"), LEFT, leaver()], []),
    Case("care_leaver_in_touch", "twenty-two", [born("2003-03-03"), LEFT, leaver()], []),
    Case("care_leaver_in_touch", "died", [born("2006-03-03"), LEFT, leaver("DIED")], []),
    Case("care_leaver_in_touch", "went home", [born("2006-03-03"), LEFT, leaver("RHOM")], []),
    Case("care_leaver_in_touch", "in care again", [born("2006-03-03"), care("2020-01-06"), leaver()], []),
    Case("care_leaver_accommodation", "suitable",
         [born("2006-03-03"), LEFT, leaver(clea_care_leaver_accom_suitable="1")], yes("2025-03-03")),
    Case("care_leaver_accommodation", "not suitable",
         [born("2006-03-03"), LEFT, leaver(clea_care_leaver_accom_suitable="2")], no("2025-03-03")),
    Case("care_leaver_accommodation", "no information", [born("2006-03-03"), LEFT, leaver()],
         no("2025-03-03")),
    Case("care_leaver_eet", "part time", [born("2006-03-03"), LEFT, leaver(clea_care_leaver_activity="P2")],
         yes("2025-03-03")),
    Case("care_leaver_eet", "ill", [born("2006-03-03"), LEFT, leaver(clea_care_leaver_activity="G4")],
         no("2025-03-03")),
    Case("care_leaver_eet", "no information", [born("2006-03-03"), LEFT, leaver()], no("2025-03-03")),
    Case("care_leaver_pa_contact_8wk", "56 days", [born("2006-03-03"), LEFT, leaver(), met("2025-05-05")],
         MEETS,
         on=NOW),
    Case("care_leaver_pa_contact_8wk", "57 days", [born("2006-03-03"), LEFT, leaver(), met("2025-05-04")],
         [*yes("2025-05-31"), *FAILS], on=BOTH),
    Case("care_leaver_pa_contact_8wk", "never", [born("2006-03-03"), LEFT, leaver()], FAILS, on=NOW),
    Case("care_leaver_pa_contact_8wk", "wants none", [born("2006-03-03"), LEFT, leaver("REFU")], [], on=NOW),
    Case("pathway_plan_in_place", "three months", [born("2008-01-07"), pathway("2025-01-31", "2025-04-30")],
         yes("2025-01-31")),
    Case("pathway_plan_in_place", "not due", [born("2008-01-07"), pathway("2025-03-31", None)], []),
    Case("pathway_plan_in_place", "overdue", [born("2008-01-07"), pathway("2025-03-29", None)],
         no("2025-03-29")),
    Case("pathway_plan_review_6m", "due today",
         [born("2006-03-03"), pathway("2024-01-08", "2024-02-05", "2024-12-30")], MEETS, on=NOW),
    Case("pathway_plan_review_6m", "due yesterday",
         [born("2006-03-03"), pathway("2024-01-08", "2024-02-05", "2024-12-29")], FAILS, on=NOW),
    Case("pathway_plan_review_6m", "ended", [born("2006-03-03"), pathway("2024-01-08", "2024-02-05",
         ended="2025-05-01")],
         [], on=NOW),
    Case("adoption_a2", "matched before the order", adopted(match="2024-01-08"), yes("2025-03-03")),
    Case("adoption_a2", "no placement order", adopted(order=None), []),
    Case("adoption_a2", "never placed", adopted(placed=None), []),
    Case("adoption_a2", "not adopted yet", adopted(on="2025-07-01"), []),
    Case("adoption_a10", "by the day of the order", adopted(), yes("2025-03-03")),
    Case("adoption_a10", "placed after the order", adopted(placed="2025-03-04"), []),
    Case("rhi_offered_pct", "offered", [missing("2025-03-03 10:00", "2025-03-04 10:00", offered="Y")],
         yes("2025-03-04")),
    Case("rhi_offered_pct", "not said", [missing("2025-03-03 10:00", "2025-03-04 10:00")], no("2025-03-04")),
    Case("rhi_offered_pct", "not back", [missing("2025-03-03 10:00", None)], []),
    Case("rhi_offered_pct", "away", [missing("2025-03-03 10:00", "2025-03-04 10:00", "A", "Y")], []),
    Case("rhi_72h", "declined", [missing("2025-03-03 10:00", "2025-03-04 10:00", "M", "Y", "N")], []),
    Case("rhi_72h", "never held", [missing("2025-03-03 10:00", "2025-03-04 10:00", "M", "Y")],
         no("2025-03-04")),
    Case("missing_incidents", "open", [missing("2025-03-03 10:00", None)], yes("2025-03-03")),
    Case("missing_incidents", "a late evening in summer", [missing("2025-05-31 23:30", None)],
         yes("2025-05-31")),
    Case("missing_incidents", "away", [missing("2025-03-03 10:00", None, "A")], []),
]  # fmt: skip


@pytest.fixture(scope="module")
def answers() -> Answers:
    return Answers(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_what_counts(answers: Answers, case: Case) -> None:
    assert answers.of(case) == sorted(case.counted, key=repr)
