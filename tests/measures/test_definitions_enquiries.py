"""The definitions of enquiries, conferences and child protection plans, one small history at a time."""

from __future__ import annotations

from datetime import date

import pytest

from measures.definition_cases import AS_AT, Answers, Case, Row, born, no, plan, yes

ISO = date.fromisoformat
MAY_END = ISO("2025-05-31")


def enquiry(start: str, end: str | None = None, *flags: str, nfa: str | None = None) -> tuple[str, Row]:
    said = "{" + ",".join(f'"{flag}_FLAG":"Y"' for flag in flags) + "}" if flags else None
    return "ssd_s47_enquiry", {
        "s47e_s47_enquiry_id": "CHILD-e", "s47e_person_id": "CHILD", "s47e_s47_start_date": start,
        "s47e_s47_end_date": end, "s47e_s47_outcome_json": said, "s47e_s47_nfa": nfa,
    }  # fmt: skip


def conference(on: str, linked: bool = True, **more: object) -> tuple[str, Row]:
    return "ssd_initial_cp_conference", {
        "icpc_icpc_id": f"CHILD-{on}", "icpc_person_id": "CHILD", "icpc_icpc_date": on,
        "icpc_s47_enquiry_id": "CHILD-e" if linked else None, **more,
    }  # fmt: skip


def decided(on: str, what: str | None = "conference", cancelled: str | None = None) -> tuple[str, Row]:
    return "ext_section_47_decision", {
        "exsd_s47_enquiry_id": "CHILD-e", "exsd_person_id": "CHILD", "exsd_decided_on": on,
        "exsd_decision": what,
        "exsd_cancelled_on": cancelled,
    }  # fmt: skip


def review(on: str) -> tuple[str, Row]:
    return "ssd_cp_reviews", {
        "cppr_cp_review_id": f"CHILD-{on}", "cppr_cp_plan_id": "CHILD-1", "cppr_person_id": "CHILD",
        "cppr_cp_review_date": on,
    }  # fmt: skip


def visit(on: str, seen: str = "Y", alone: str | None = None) -> tuple[str, Row]:
    return "ssd_cp_visits", {
        "cppv_cp_visit_id": f"CHILD-{on}", "cppv_cp_plan_id": "CHILD-1", "cppv_person_id": "CHILD",
        "cppv_cp_visit_date": on, "cppv_cp_visit_seen": seen, "cppv_cp_visit_seen_alone": alone,
    }  # fmt: skip


def group(on: str) -> tuple[str, Row]:
    return "ext_core_group", {
        "excg_id": f"CHILD-{on}", "excg_person_id": "CHILD", "excg_cp_plan_id": "CHILD-1", "excg_held_on": on,
    }  # fmt: skip


def outcome(name: str, band: str, *flags: str, **more: str) -> Case:
    return Case("s47_outcomes", name, [enquiry("2025-03-03", "2025-03-14", *flags, **more)],
                [(ISO("2025-03-14"), True, band)])  # fmt: skip


def chased(name: str, start: str, counted: list[tuple[date, bool, str]], *rows: tuple[str, Row]) -> Case:
    return Case("icpc_decision_day5_open", name, [enquiry(start), *rows], counted, on=(AS_AT,))


ENQUIRIES = [
    Case("s47_started", "twice", [enquiry("2025-03-03")], yes("2025-03-03")),
    Case("s47_started", "tomorrow", [enquiry("2025-07-01")], []),
    outcome("conference before no further action", "conference", "CP_CONFERENCE", "NFA"),
    outcome("assessment goes on", "assessment_or_services", "NFA_CONTINUE_SINGLE", nfa="Y"),
    outcome("monitoring", "other_agency_monitors", "MONITOR"),
    outcome("legal action", "legal_action", "LEGAL_ACTION"),
    outcome("nothing further", "no_further_action", nfa="Y"),
    outcome("another", "other", "OTHER_OUTCOMES_EXIST", nfa="N"),
    outcome("blank", "not_recorded"),
    Case("s47_outcomes", "still open", [enquiry("2025-03-03", "2025-07-01", "NFA")], []),
    Case("s47_outcomes", "a plan is no outcome", [enquiry("2025-03-03", "2025-03-14", nfa="Y"),
         plan("2025-03-20")],
         [(ISO("2025-03-14"), True, "no_further_action")]),
    Case("s47_to_icpc_conversion", "held", [enquiry("2025-03-03"), conference("2025-03-20")],
         yes("2025-03-03")),
    Case("s47_to_icpc_conversion", "to come", [enquiry("2025-06-23"), conference("2025-07-03")],
         no("2025-06-23")),
    Case("s47_to_icpc_conversion", "not linked", [enquiry("2025-03-03"), conference("2025-03-20",
         linked=False)],
         no("2025-03-03")),
    Case("icpc_15wd", "no conference", [enquiry("2025-03-03")], []),
    Case("icpc_15wd", "moved in", [enquiry("2025-03-03"), conference("2025-03-20",
         icpc_icpc_transfer_in="Y")], []),
    Case("icpc_15wd", "before the enquiry", [enquiry("2025-03-03"), conference("2025-02-28")], []),
    Case("icpc_15wd", "month of the conference", [enquiry("2025-03-03"), conference("2025-03-24")],
         yes("2025-03-24")),
    Case("icpc_15wd", "day 16", [enquiry("2025-03-03"), conference("2025-03-25")], no("2025-03-25")),
    # 6 June and then 15 working days: 27 June. By 30 June it is day 16.
    Case("icpc_open_overdue", "day 16", [enquiry("2025-06-06")], yes("2025-06-30"), on=(AS_AT,)),
    Case("icpc_open_overdue", "day 15", [enquiry("2025-06-09")], no("2025-06-30"), on=(AS_AT,)),
    Case("icpc_open_overdue", "none needed", [enquiry("2025-05-01", "2025-05-20", nfa="Y")], [], on=(AS_AT,)),
    Case("icpc_open_overdue", "none needed since", [enquiry("2025-05-01", "2025-06-03", nfa="Y")],
         yes("2025-05-31"), on=(MAY_END, AS_AT)),
    Case("icpc_open_overdue", "held since", [enquiry("2025-05-01"), conference("2025-06-02")],
         yes("2025-05-31"),
         on=(MAY_END, AS_AT)),
    Case("icpc_open_overdue", "held on the day", [enquiry("2025-05-01"), conference("2025-06-30")], [],
         on=(AS_AT,)),
    Case("icpc_decision_day5", "day 5", [enquiry("2025-06-02"), decided("2025-06-09")], yes("2025-06-02")),
    Case("icpc_decision_day5", "day 6", [enquiry("2025-06-02"), decided("2025-06-10")], no("2025-06-02")),
    Case("icpc_decision_day5", "awaited", [enquiry("2025-06-23")], []),
    Case("icpc_decision_day5", "overdue", [enquiry("2025-06-20")], no("2025-06-20")),
    Case("icpc_decision_day5", "decided too late for tonight", [enquiry("2025-06-20"), decided("2025-07-01")],
         no("2025-06-20")),
    Case("icpc_decision_day5", "opened in error",
         [enquiry("2025-06-02"), decided("2025-06-02", None, "2025-06-02")], []),
    chased("day 3", "2025-06-25", [(AS_AT, False, "not_due")]),
    chased("day 4", "2025-06-24", [(AS_AT, True, "amber")]),
    chased("day 5", "2025-06-23", [(AS_AT, True, "amber")]),
    chased("day 6", "2025-06-20", [(AS_AT, True, "red")]),
    chased("decided", "2025-06-20", [(AS_AT, False, "decided")], decided("2025-06-24")),
    Case("icpc_to_cpp_conversion", "that day", [conference("2025-03-20", linked=False), plan("2025-03-20")],
         yes("2025-03-20")),
    Case("icpc_to_cpp_conversion", "the day after", [conference("2025-03-20", linked=False),
         plan("2025-03-21")],
         no("2025-03-20")),
    Case("icpc_to_cpp_conversion", "to come", [conference("2025-07-02", linked=False)], []),
    Case("icpc_transfer_in_15wd", "held late", [born("2015-01-01"), ("ext_transfer_in", {
        "exti_id": "CHILD-t", "exti_person_id": "CHILD", "exti_notified_on": "2025-03-03",
        "exti_conference_on": "2025-03-25"})], no("2025-03-25")),
    Case("icpc_transfer_in_15wd", "overdue", [born("2015-01-01"), ("ext_transfer_in", {
        "exti_id": "CHILD-t", "exti_person_id": "CHILD", "exti_notified_on": "2025-03-03"})], []),
    Case("strategy_discussion_timely", "Friday to Monday", [born("2015-01-01"), ("ext_strategy_discussion", {
        "exst_id": "CHILD-d", "exst_person_id": "CHILD", "exst_decided_on": "2025-03-07",
        "exst_held_on": "2025-03-10"})], yes("2025-03-10")),
    Case("section_47_duration_bands", "nobody ended it", [enquiry("2025-03-03")], []),
]  # fmt: skip

PLANS = [
    Case("cpp_at_date", "ended that day", [plan("2025-01-06", "2025-06-30")], yes("2025-05-31"), on=(MAY_END,
         AS_AT)),
    Case("cpp_at_date", "began and ended in a day", [plan("2025-05-31", "2025-05-31")], [], on=(MAY_END,
         AS_AT)),
    Case("cpp_at_date", "began that day", [plan("2025-06-30")], yes("2025-06-30"), on=(MAY_END, AS_AT)),
    Case("cpp_started", "moved in", [plan("2025-03-03", cppl_cp_plan_ola="N")], yes("2025-03-03")),
    Case("cpp_started", "of another authority", [plan("2025-03-03", cppl_cp_plan_ola="Y")], []),
    Case("cpp_ended", "tomorrow", [plan("2025-03-03", "2025-07-01")], []),
    Case("cpp_ended", "today", [plan("2025-03-03", "2025-06-30")], yes("2025-06-30")),
    Case("cpp_repeat_ever", "long ago", [plan("2008-01-07", "2008-09-01"), plan("2025-03-03", number=2)],
         [*no("2008-01-07"), *yes("2025-03-03")]),
    Case("cpp_repeat_ever", "of another authority",
         [plan("2008-01-07", "2008-09-01", cppl_cp_plan_ola="Y"), plan("2025-03-03", number=2)],
         no("2025-03-03")),
    Case("cpp_repeat_ever", "the old register", [plan("2025-03-03"), ("ext_plan_history", {
        "exph_cp_plan_id": "CHILD-1", "exph_person_id": "CHILD", "exph_earlier_plans": 1})],
        yes("2025-03-03")),
    Case("cpp_repeat_2yr", "second anniversary", [plan("2022-01-04", "2023-03-03"), plan("2025-03-03",
         number=2)],
         [*no("2022-01-04"), *yes("2025-03-03")]),
    Case("cpp_2_years_plus", "two years over a leap day", [plan("2023-03-03", "2025-03-03")],
         yes("2025-03-03")),
    Case("cpp_2_years_plus", "730 days", [plan("2023-03-04", "2025-03-03")], no("2025-03-03")),
    Case("cpp_2_years_plus", "open", [plan("2022-03-04")], []),
    Case("cpp_open_2_years_plus", "two years today", [plan("2023-06-30")], [*no("2025-05-31"),
         *yes("2025-06-30")],
         on=(MAY_END, AS_AT)),
    Case("cpp_duration_bands", "three months", [plan("2025-01-31", "2025-04-30")],
         [(ISO("2025-04-30"), True, "3m_or_less")]),
    Case("cpp_duration_bands", "a day more", [plan("2025-01-31", "2025-05-01")],
         [(ISO("2025-05-01"), True, "over_3m_to_6m")]),
    Case("cpp_duration_bands", "a year", [plan("2024-04-30", "2025-04-30")],
         [(ISO("2025-04-30"), True, "1y_under_2y")]),
    Case("cp_review_in_time_snapshot", "under three months", [plan("2025-03-31")], yes("2025-06-30"),
         on=(AS_AT,)),
    Case("cp_review_in_time_snapshot", "a day younger", [plan("2025-04-01")], [], on=(AS_AT,)),
    Case("cp_review_in_time_snapshot", "overdue by a day", [plan("2025-03-29")], no("2025-06-30"),
         on=(AS_AT,)),
    Case("cp_review_in_time_snapshot", "late a year ago",
         [plan("2024-03-29"), review("2024-07-01"), review("2024-12-30"), review("2025-06-27")],
         yes("2025-06-30"),
         on=(AS_AT,)),
    Case("cp_review_in_time_snapshot", "late in the year",
         [plan("2024-04-02"), review("2024-07-03"), review("2024-12-30"), review("2025-06-27")],
         no("2025-05-31", "2025-06-30"), on=(MAY_END, AS_AT)),
    Case("cp_review_in_time_snapshot", "held after the date", [plan("2025-02-28"), review("2025-06-02")],
         no("2025-05-31", "2025-06-30"), on=(MAY_END, AS_AT)),
    Case("cp_visit_10wd", "day 10", [plan("2025-01-06"), visit("2025-06-16")], yes("2025-06-30"),
         on=(AS_AT,)),
    Case("cp_visit_10wd", "day 11", [plan("2025-01-06"), visit("2025-06-13")], no("2025-06-30"), on=(AS_AT,)),
    Case("cp_visit_10wd", "unseen", [plan("2025-01-06"), visit("2025-06-27", "N")], no("2025-06-30"),
         on=(AS_AT,)),
    Case("cp_visit_10wd", "new", [plan("2025-06-16")], [], on=(AS_AT,)),
    Case("cp_visit_10wd", "new and seen", [plan("2025-06-16"), visit("2025-06-17")], yes("2025-06-30"),
         on=(AS_AT,)),
    Case("cp_visit_10wd", "in May, and now", [plan("2025-01-06"), visit("2025-05-30"), visit("2025-06-27")],
         yes("2025-05-31", "2025-06-30"), on=(MAY_END, AS_AT)),
    Case("cp_visit_10wd", "not born yet", [
        ("ssd_person", {"pers_person_id": "CHILD", "pers_expected_dob": "2025-08-01"}), plan("2025-01-06"),
    ], [], on=(MAY_END, AS_AT)),
    Case("cp_visit_10wd", "born in June", [born("2025-06-02"), plan("2025-01-06"), visit("2025-06-27")],
         yes("2025-06-30"), on=(MAY_END, AS_AT)),
    Case("cp_visit_10wd", "missing", [plan("2025-01-06"), ("ssd_missing", {
        "miss_table_id": "CHILD-m", "miss_person_id": "CHILD",
        "miss_missing_episode_start_date": "2025-06-02"})],
        no("2025-06-30"), on=(AS_AT,)),
    Case("cp_visit_4wk", "28 days", [plan("2025-01-06"), visit("2025-06-02")], yes("2025-06-30"),
         on=(AS_AT,)),
    Case("cp_visit_4wk", "29 days", [plan("2025-01-06"), visit("2025-06-01")], no("2025-06-30"), on=(AS_AT,)),
    Case("cp_visit_interval_compliance", "open and overdue", [plan("2025-06-02")], no("2025-06-16")),
    Case("cp_visit_interval_compliance", "ended before it was due", [plan("2025-06-02", "2025-06-16")], []),
    Case("cp_visit_interval_compliance", "a gap of eleven days",
         [plan("2025-05-30", "2025-07-31"), visit("2025-06-13"), visit("2025-06-30")],
         [*yes("2025-06-13"), *no("2025-06-30")]),
    Case("cp_visit_seen_alone", "four today",
         [born("2021-06-30"), plan("2025-01-06"), visit("2025-06-20", alone="Y")], yes("2025-06-30"),
         on=(AS_AT,)),
    Case("cp_visit_seen_alone", "four tomorrow",
         [born("2021-07-01"), plan("2025-01-06"), visit("2025-06-20", alone="Y")], [], on=(AS_AT,)),
    Case("cp_visit_seen_alone", "not in time",
         [born("2015-07-01"), plan("2025-01-06"), visit("2025-06-13", alone="Y")], [], on=(AS_AT,)),
    Case("cp_visit_seen_alone", "not said", [born("2015-07-01"), plan("2025-01-06"), visit("2025-06-20")],
         no("2025-06-30"), on=(AS_AT,)),
    Case("core_group_first_10wd", "same day", [plan("2025-03-03"), group("2025-03-03")], yes("2025-03-03")),
    Case("core_group_first_10wd", "ended early", [plan("2025-03-03", "2025-03-17")], []),
    Case("core_group_first_10wd", "ended later", [plan("2025-03-03", "2025-03-18")], no("2025-03-03")),
    Case("core_group_first_10wd", "not due", [plan("2025-06-16")], []),
    Case("core_group_ongoing", "43 days", [plan("2025-03-03", "2025-05-30"), group("2025-03-10"),
         group("2025-04-22")],
         no("2025-04-22")),
    Case("core_group_ongoing", "overdue where its limit ran out", [plan("2025-03-03"), group("2025-03-10")],
         no("2025-04-21")),
]  # fmt: skip


@pytest.fixture(scope="module")
def answers() -> Answers:
    return Answers([*ENQUIRIES, *PLANS])


@pytest.mark.parametrize("case", [*ENQUIRIES, *PLANS], ids=lambda case: case.id)
def test_what_counts(answers: Answers, case: Case) -> None:
    assert answers.of(case) == sorted(case.counted, key=repr)
