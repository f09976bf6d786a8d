"""Complaints, formal resolutions, audits, advocacy and the child's view: figures worked out by hand."""

from __future__ import annotations

from datetime import date

from measures.people_rows import AS_AT, Row, breakdown, figure


def test_the_open_complaint_is_late_by_what_is_awaited(night):
    def complaint(number: int, stage: str, received: date, **more: object) -> Row:
        return {"excm_id": f"k{number}", "excm_stage": stage, "excm_received_on": received} | {
            f"excm_{name}": value for name, value in more.items()
        }

    made = night(
        AS_AT,
        only=("complaints_open_overdue", "complaint_stage1_10wd", "complaint_stage3_report_5wd"),
        ext_complaint=[
            complaint(1, "1", date(2025, 9, 15)),  # 11 working days: late
            complaint(2, "1", date(2025, 9, 15), extended="Y"),
            complaint(3, "1", date(2025, 9, 1), withdrawn="Y"),
            complaint(4, "1", date(2025, 9, 1), within_procedure="N"),
            complaint(5, "1", date(2025, 9, 1), responded_on=date(2025, 9, 30)),
            complaint(6, "2", date(2025, 8, 26)),  # 25 working days: in time
            complaint(7, "3", date(2025, 7, 1), panel_on=date(2025, 9, 22)),  # the findings are late
            complaint(8, "3", date(2025, 9, 1)),
        ],
    )
    assert figure(made, "complaints_open_overdue") == (2, 5, 40.0)
    assert breakdown(made, "complaints_open_overdue") == {"stage 1": 50.0, "stage 2": 0.0, "stage 3": 50.0}
    # Answered late, and overdue on 29 September; the extended one is not due.
    month = {"period": "month", "period_start": date(2025, 9, 1)}
    assert figure(made, "complaint_stage1_10wd", **month) == (0, 3, 0.0)
    assert figure(made, "complaint_stage3_report_5wd", **month) == (0, 1, 0.0)


def resolution(number: int, stage: int, raised: date, resolved: date | None = None, **more: object) -> Row:
    return {
        "exfr_id": f"f{number}",
        "exfr_stage": stage,
        "exfr_raised_on": raised,
        "exfr_resolved_on": resolved,
        **{f"exfr_{name}": value for name, value in more.items()},
    }


def test_a_formal_resolution_counts_once_through_all_its_stages(night):
    made = night(
        AS_AT,
        only=("formal_resolution_raised", "formal_resolution_20wd", "formal_resolution_by_stage"),
        setting=[
            {"name": "formal_resolution_stage_1_working_days", "value": "5"},
            {"name": "month_rule", "value": "calendar"},
        ],
        ext_formal_resolution=[
            resolution(1, 1, date(2025, 9, 1), date(2025, 9, 5), trigger="delay_in_plan"),
            resolution(2, 1, date(2025, 8, 26), trigger="conference_concern"),
            resolution(2, 2, date(2025, 9, 3), date(2025, 9, 24)),
            resolution(3, 1, date(2025, 9, 1), withdrawn="Y"),
        ],
    )
    assert breakdown(made, "formal_resolution_raised", "last_12_months") == {
        "delay_in_plan": 1,
        "conference_concern": 1,
        "not recorded": 1,
    }
    # The second took 21 working days; its first stage 6 of the 5 allowed, its second 15 of 20.
    month = {"period": "month", "period_start": date(2025, 9, 1)}
    assert figure(made, "formal_resolution_20wd", **month) == (1, 2, 50.0)
    assert figure(made, "formal_resolution_by_stage", **month) == (2, 3, 66.7)


def test_the_moderated_grade_stands_and_weakness_that_comes_back_is_seen(night):
    def audit(
        number: int, theme: str | None, day: date | None, grade: str, moderated: str | None = None
    ) -> Row:
        return {
            "exau_id": f"u{number}",
            "exau_theme": theme,
            "exau_team_id": "N",
            "exau_completed_on": day,
            "exau_grade": grade,
            "exau_moderated_grade": moderated,
        }

    first, second, third = date(2025, 3, 3), date(2025, 6, 2), date(2025, 9, 1)
    made = night(
        AS_AT,
        only=("audit_grade_mix", "audit_good_pct", "audit_theme_good_pct", "audit_repeat_weakness"),
        ext_case_audit=[
            audit(1, None, first, "good", "requires_improvement"),
            audit(1, "plans", first, "inadequate"),
            audit(2, None, second, "outstanding"),
            audit(2, "plans", second, "requires_improvement"),
            audit(3, "plans", third, "good"),
            audit(4, None, None, "good"),
        ],
    )
    year = {"period": "last_12_months"}
    assert figure(made, "audit_good_pct", **year) == (2, 3, 66.7)
    assert figure(made, "audit_grade_mix", band="requires_improvement", **year) == (1, 3, 33.3)
    assert figure(made, "audit_grade_mix", band="outstanding", **year) == (1, 3, 33.3)
    assert figure(made, "audit_theme_good_pct", **year) == (1, 3, 33.3)
    assert figure(made, "audit_repeat_weakness", **year) == (1, 2, 50.0)


def test_an_audit_action_is_late_from_the_day_after_its_date(night):
    days = [
        (date(2025, 9, 10), date(2025, 9, 10)),
        (date(2025, 9, 10), date(2025, 9, 11)),
        (date(2025, 9, 29), None),
        (AS_AT, None),
        (AS_AT, AS_AT),
        (None, None),
    ]
    made = night(
        AS_AT,
        only=("audit_actions_on_time",),
        ext_audit_action=[
            {"exaa_id": f"t{n}", "exaa_due_on": due, "exaa_completed_on": done}
            for n, (due, done) in enumerate(days)
        ],
    )
    assert figure(made, "audit_actions_on_time", period="month") == (2, 4, 50.0)


def test_a_record_counts_whether_or_not_somebody_wrote_a_view(night):
    def born(number: int, day: date) -> Row:
        return {"pers_person_id": f"c{number}", "pers_dob": day}

    seen = {"cinv_cin_visit_date": date(2025, 9, 1)}
    made = night(
        AS_AT,
        only=("voice_of_child_recorded", "cla_review_participation"),
        ssd_person=[born(1, date(2021, 9, 1)), born(2, date(2021, 9, 2)), born(3, date(2012, 1, 1))],
        ssd_cin_visits=[seen | {"cinv_cin_visit_id": f"v{n}", "cinv_person_id": f"c{n}"} for n in (1, 2, 3)],
        # The same visit in a second list is one visit.
        ssd_cp_visits=[
            {"cppv_cp_visit_id": "v3", "cppv_person_id": "c3", "cppv_cp_visit_date": date(2025, 9, 1)}
        ],
        ssd_cla_episodes=[
            {
                "clae_cla_episode_id": "e",
                "clae_person_id": "c3",
                "clae_cla_id": "l3",
                "clae_cla_episode_start_date": date(2024, 1, 8),
            }
        ],
        ssd_cla_reviews=[
            {
                "clar_cla_review_id": f"r{n}",
                "clar_cla_id": "l3",
                "clar_cla_review_date": date(2025, 3 + n, 3),
                "clar_cla_review_participation": code,
            }
            for n, code in enumerate(["PN1", "PN6", "PN7", "PN0", None])
        ],
        ext_child_view=[
            {"excv_id": "v1", "excv_person_id": "c1", "excv_record_type": "visit", "excv_view_recorded": "Y"},
            {
                "excv_id": "r4",
                "excv_person_id": "c3",
                "excv_record_type": "review",
                "excv_view_recorded": "Y",
            },
        ],
    )
    year = {"period": "last_12_months"}
    # Child 1 is 4 on the day of the visit, child 2 the day after.
    assert breakdown(made, "voice_of_child_recorded", "last_12_months") == {"visit": 50.0, "review": 75.0}
    assert figure(made, "voice_of_child_recorded", **year) == (4, 6, 66.7)
    assert figure(made, "cla_review_participation", **year) == (2, 4, 50.0)


def test_a_child_with_several_occasions_in_a_month_counts_once(night):
    made = night(
        AS_AT,
        only=("advocacy_offered",),
        ssd_person=[{"pers_person_id": "c1"}, {"pers_person_id": "c2"}],
        ext_complaint=[
            {"excm_id": "k", "excm_stage": "1", "excm_person_id": "c1", "excm_received_on": AS_AT}
        ],
        ssd_initial_cp_conference=[
            {"icpc_icpc_id": f"i{n}", "icpc_person_id": f"c{n}", "icpc_icpc_date": date(2025, 9, n)}
            for n in (1, 2)
        ],
        ext_advocacy=[
            {
                "exad_id": "o",
                "exad_person_id": "c1",
                "exad_event": "conference",
                "exad_event_on": date(2025, 9, 1),
                "exad_offered_on": date(2025, 9, 3),
            }
        ],
    )
    assert figure(made, "advocacy_offered", period="month") == (1, 2, 50.0)
