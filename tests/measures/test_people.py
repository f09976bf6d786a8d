"""Caseload, workforce, complaints, audits and performance: figures worked out by hand and as published."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

AS_AT = date(2025, 9, 30)
JOINED = date(2020, 1, 6)
Row = dict[str, Any]


def figure(connection, measure, **where):
    keys = {"level": "authority", "period": "as_at", **where}
    clauses = " and ".join(f"{key} is not distinct from ?" for key in keys)
    rows = connection.execute(
        f"select numerator, denominator, value from mart.measure_value where measure = ? and {clauses}",
        [measure, *keys.values()],
    ).fetchall()
    assert len(rows) <= 1
    return tuple(None if each is None else float(each) for each in rows[0]) if rows else None


def breakdown(connection, measure, period="as_at"):
    rows = connection.execute(
        "select member, value from mart.measure_breakdown"
        " where measure = ? and breakdown = 'category' and period = ?",
        [measure, period],
    ).fetchall()
    return {member: float(value) for member, value in rows}


def worker(number: object, fte: float = 1, start: date = JOINED, **more: object) -> Row:
    return {"exwk_worker_id": f"w{number}", "exwk_from": start, "exwk_fte": fte} | {
        f"exwk_{name}": value for name, value in more.items()
    }


def post(number: object, fte: float = 1, **more: object) -> Row:
    return {"expo_id": f"p{number}", "expo_valid_from": JOINED, "expo_fte": fte} | {
        f"expo_{name}": value for name, value in more.items()
    }


def allocation(number: object, worker: str | None, start: date | None = JOINED, **more: object) -> Row:
    given: Row = {
        "exal_id": f"a{number}",
        "exal_person_id": f"c{number}",
        "exal_worker_id": worker,
        "exal_qualified": "Y",
        "exal_role": "case_holder",
        "exal_decided_on": JOINED,
        "exal_from": start,
    }
    return given | {f"exal_{name}": value for name, value in more.items()}


def people(rows: list[Row]) -> list[Row]:
    """A person record for each child of these allocations."""
    return [{"pers_person_id": each} for each in sorted({row["exal_person_id"] for row in rows})]


def cases(worker: str, count: int, **more: object) -> list[Row]:
    return [allocation(f"{worker}-{n}", worker, **more) for n in range(count)]


def test_a_caseload_is_cases_over_full_time_workers_pooled(night):
    held = cases("w1", 20) + cases("w2", 25) + cases("w3", 12, team_id="S") + cases("w4", 5, to=AS_AT)
    made = night(
        AS_AT,
        only=("caseload_avg_team", "caseload_avg_national"),
        ssd_person=people(held),
        ext_allocation=held + [allocation("duty", "w1", role="duty")],
        ext_worker=[
            worker(1, team_id="N"),
            worker(2, 2, team_id="N"),
            worker(3, 0.6, team_id="S"),
            worker(4, team_id="N"),  # whose last case ended today
        ],
    )
    team = dict(made.execute("select team_code, team_key from core.dim_team").fetchall())
    assert figure(made, "caseload_avg_team", level="team", team_key=team["N"]) == (45, 3, 15.0)
    assert figure(made, "caseload_avg_team", level="team", team_key=team["S"]) == (12, 0.6, 20.0)
    assert figure(made, "caseload_avg_team") == (57, 3.6, 15.8)
    assert figure(made, "caseload_avg_national", period="last_12_months") == (57, 3.6, 15.8)


@pytest.mark.parametrize(
    ("kind", "numerator", "denominator", "said"),
    [
        ("ratio", "321661", "21105.4", 15.2),
        ("proportion", "5965.4", "5965.4 + 36186.3", 14.2),
        ("proportion", "5415.9", "5415.9 + 36186.3", 13.0),
        ("proportion", "4390.8", "5415.9", 81.1),
        ("proportion", "4276.3", "36186.3", 11.8),
    ],
    ids=["caseload", "vacancies", "agency", "agency cover", "turnover"],
)
def test_the_published_figures_of_2025_come_out_of_their_own_numbers(
    night, kind, numerator, denominator, said
):
    made = night(AS_AT, only=("vacancy_rate",))
    [(value,)] = made.execute(
        f"select figure('{kind}', 1, cast({numerator} as decimal(18, 4)), cast({denominator} as decimal(18, 4)), null)"
    ).fetchall()
    assert float(value) == said


def test_the_published_workforce_as_one_great_worker_of_each_kind(night):
    made = night(
        AS_AT,
        only=("vacancy_rate", "agency_rate", "agency_cover_rate", "turnover_rate", "permanent_pct"),
        ext_post=[post(1, 36186.3), post(2, 5965.4)],
        ext_worker=[
            worker(1, 36186.3, post_id="p1"),
            worker(2, 4390.8, agency="Y", covers_vacancy="Y", post_id="p2"),
            worker(3, 1025.1, agency="Y"),
            worker(4, 4276.3, to=date(2025, 5, 31), leaving_reason="2"),
        ],
    )
    assert figure(made, "vacancy_rate") == (5965.4, 42151.7, 14.2)
    assert figure(made, "agency_rate") == (5415.9, 41602.2, 13.0)
    assert figure(made, "agency_cover_rate") == (4390.8, 5415.9, 81.1)
    assert figure(made, "turnover_rate") == (4276.3, 36186.3, 11.8)
    assert figure(made, "permanent_pct") == (36186.3, 41602.2, 87.0)


def test_the_permanent_share_of_people_or_of_posts(night):
    told = {
        "ext_worker": [worker(n) for n in range(83)] + [worker(f"x{n}", agency="Y") for n in range(17)],
        "ext_post": [post(n) for n in range(104)],
    }
    assert figure(night(AS_AT, only=("permanent_pct",), **told), "permanent_pct") == (83, 100, 83.0)


def test_the_permanent_share_of_established_posts_is_a_setting(night):
    made = night(
        AS_AT,
        only=("permanent_pct",),
        setting=[{"name": "permanent_share_of", "value": "established_posts"}],
        ext_worker=[worker(n) for n in range(83)] + [worker(f"x{n}", agency="Y") for n in range(17)],
        ext_post=[post(n) for n in range(104)] + [post("clerk", is_social_work="N")],
    )
    assert figure(made, "permanent_pct") == (83, 104, 79.8)


def test_newly_qualified_workers_to_each_supervisor(night):
    made = night(
        AS_AT,
        only=("asye_per_supervisor",),
        ext_worker=[worker(n, newly_qualified="Y") for n in range(9)]
        + [worker(f"s{n}", practice_supervisor="Y") for n in range(2)]
        + [worker("gone", newly_qualified="Y", to=date(2025, 9, 29)), worker("plain")],
    )
    assert figure(made, "asye_per_supervisor") == (9, 2, 4.5)


def test_a_management_post_away_through_maternity_is_listed_apart(night):
    manager = {"is_management": "Y", "is_social_work": "N"}
    made = night(
        AS_AT,
        only=("management_posts_filled", "management_posts_covered"),
        ext_post=[
            post(1, **manager),
            post(2, **manager),
            post(3, covered_because="maternity", **manager),
            post(4, covered_because="sickness", **manager),
            post(5, covered_because="other", **manager),
            post(6, covered_because="sickness", **manager),  # whose holder is back
            post(7),
        ],
        ext_worker=[
            worker(1, post_id="p1"),
            worker(2, agency="Y", post_id="p2"),
            worker(3, absent="Y", post_id="p3"),
            worker(6, post_id="p6"),
        ],
    )
    assert figure(made, "management_posts_filled") == (2, 4, 50.0)
    assert figure(made, "management_posts_covered")[2] == 2
    assert breakdown(made, "management_posts_covered") == {"maternity": 1, "sickness": 1}


def test_who_only_changes_terms_neither_joins_nor_leaves(night):
    first, second = date(2025, 3, 31), date(2025, 4, 1)
    made = night(
        AS_AT,
        only=("turnover_rate", "starters_leavers", "workforce_net_change"),
        ext_worker=[
            worker(1, to=first, team_id="N"),
            worker(1, 0.5, start=second, team_id="S"),  # the next day, on half the hours
            worker(2, to=first, leaving_reason="7"),  # out of social work, though it stays with the council
            worker(2, start=second, post_id="clerk"),
            worker(3, 0.8, start=date(2025, 2, 3), started_in_authority_on=date(2025, 1, 6)),
            worker(4, to=date(2024, 9, 30)),  # a day too early for the 12 months
            worker(5, to=date(2024, 10, 1)),
            worker(6, to=date(2026, 1, 31)),  # gives notice
            worker("x", agency="Y", to=first),
        ],
        ext_post=[post(9)] + [{"expo_id": "clerk", "expo_fte": 1, "expo_is_social_work": "N"}],
    )
    # In post at the end: 0.5 + 0.8 + 1; who left in the 12 months: workers 2 and 5.
    assert figure(made, "turnover_rate") == (2, 2.3, 87.0)
    year = {"period": "month", "period_start": date(2025, 1, 1)}
    assert figure(made, "starters_leavers", band="starters", **year)[2] == 0.8
    march = {"period": "month", "period_start": date(2025, 3, 1)}
    assert figure(made, "starters_leavers", band="leavers", **march)[2] == 1
    assert figure(made, "workforce_net_change", **march)[2] == -1
    assert figure(made, "starters_leavers", band="leavers", period="last_12_months")[2] == 2
    at_change = {"period": "month", "period_start": date(2025, 3, 1)}
    # On 31 March worker 1 is between two terms and in post all the same; worker 2 is gone.
    assert figure(made, "turnover_rate", **at_change)[1] == 2.8


def test_sickness_is_days_lost_over_days_available(night):
    made = night(
        AS_AT,
        only=("sickness_rate",),
        ext_worker=[worker(1, team_id="N")],
        ext_absence=[
            {
                "exab_worker_id": f"w{n}",
                "exab_month": date(2025, 6, 1),
                "exab_days_lost": lost,
                "exab_days_available": available,
            }
            for n, lost, available in ((1, 1.5, 21), (2, None, 20), (3, 2, None))
        ],
    )
    assert figure(made, "sickness_rate", period="month") == (1.5, 41, 3.7)


def test_a_case_that_a_manager_keeps_is_unallocated(night):
    day = timedelta(days=1)
    held = [
        allocation(1, "w1"),
        allocation(2, "m", role="manager"),
        allocation(3, None, start=None, case_type="CP", decided_on=AS_AT - 12 * day),
        allocation(4, "w1", to=AS_AT),  # closed today
        allocation(5, "w1", to=AS_AT - 5 * day),
        allocation("5b", "m", start=AS_AT - 5 * day, role="duty", person_id="c5", case_type="CP"),
        allocation(6, "w1", to=AS_AT - day),
        allocation("6b", "w2", start=AS_AT, person_id="c6"),  # handed over in between, without a gap
        allocation(7, "w1", qualified="N"),
    ]
    made = night(
        AS_AT,
        only=("unallocated_cases", "days_unallocated"),
        ssd_person=people(held),
        ext_allocation=held,
    )
    assert figure(made, "unallocated_cases")[2] == 4
    waits = made.execute(
        "select local_id, value from main.measure_input inner join main.child_of using (child_key)"
        " cross join main.this_run where measure = 'unallocated_cases' and counted_on = as_at order by local_id"
    ).fetchall()
    assert waits[1:3] == [("c3", 12.0), ("c5", 5.0)]
    # Only child 3 was decided on this month.
    month = {"period": "month", "period_start": date(2025, 9, 1)}
    assert figure(made, "days_unallocated", **month) == (12, 1, 12.0)


def test_a_target_that_falls_moves_who_is_over_it(night):
    held = cases("w1", 13) + cases("w2", 11)
    aims = [
        ("N", 15, date(2024, 4, 1), date(2025, 3, 31)),
        ("N", 12, date(2025, 4, 1), None),
        (None, 10, date(2024, 4, 1), None),
    ]
    made = night(
        AS_AT,
        only=("caseload_over_target",),
        ssd_person=people(held),
        ext_allocation=held,
        ext_worker=[worker(1, team_id="N"), worker(2, team_id="S", newly_qualified="Y")],
        setting=[{"name": "caseload_target_newly_qualified", "value": "11"}],
        ext_target=[
            {
                "extg_measure": "caseload_avg_team",
                "extg_team_id": team,
                "extg_target": target,
                "extg_valid_from": start,
                "extg_valid_to": end,
            }
            for team, target, start, end in aims
        ],
    )
    team = dict(made.execute("select team_code, team_key from core.dim_team").fetchall())
    before = {"period": "month", "period_start": date(2025, 3, 1), "level": "team", "team_key": team["N"]}
    assert figure(made, "caseload_over_target", **before) == (0, 1, 0.0)
    assert figure(made, "caseload_over_target", level="team", team_key=team["N"]) == (1, 1, 100.0)
    # The other team has the authority's 10, which is lower than the 11 of the first year.
    assert figure(made, "caseload_over_target", level="team", team_key=team["S"]) == (1, 1, 100.0)


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


def test_a_visit_made_on_time_and_entered_late_is_late_recorded(night):
    def entry(number: int, happened: date, entered: date | None, table: str = "ssd_cp_visits") -> Row:
        return {
            "exra_table": table,
            "exra_id": f"v{number}",
            "exra_person_id": "c1",
            "exra_event_on": happened,
            "exra_recorded_on": entered,
        }

    made = night(
        AS_AT,
        only=("late_recording", "late_recording_median_days"),
        ssd_person=[{"pers_person_id": "c1"}],
        ext_recorded_at=[
            entry(1, date(2025, 9, 1), date(2025, 9, 21)),
            entry(2, date(2025, 9, 1), date(2025, 9, 8)),  # 5 working days
            entry(3, date(2025, 9, 1), date(2025, 9, 1), "ssd_contacts"),
            entry(4, date(2025, 9, 10), date(2025, 9, 2)),  # entered as a plan
            entry(5, date(2025, 9, 1), None),
        ],
    )
    month = {"period": "month"}
    assert figure(made, "late_recording", **month) == (1, 3, 33.3)
    assert figure(made, "late_recording_median_days", **month)[2] == 7.0
    assert breakdown(made, "late_recording", "month") == {"ssd_cp_visits": 50.0, "ssd_contacts": 0.0}


def test_a_corrective_action_is_open_past_its_date(night):
    def action(number: int, due: date | None, done: date | None = None) -> Row:
        return {
            "exca_id": f"x{number}",
            "exca_measure": "icpc_15wd",
            "exca_month": date(2025, 7, 1),
            "exca_due_on": due,
            "exca_completed_on": done,
        }

    made = night(
        AS_AT,
        only=("corrective_action_open",),
        ext_corrective_action=[
            action(1, date(2025, 9, 29)),
            action(2, AS_AT),
            action(3, None),
            action(4, date(2025, 8, 1), date(2025, 9, 15)),
        ],
    )
    assert figure(made, "corrective_action_open") == (1, 3, 33.3)
    # At the end of August the fourth was open and past its date; at the end of July there was none.
    august = {"period": "month", "period_start": date(2025, 8, 1)}
    assert figure(made, "corrective_action_open", **august) == (1, 4, 25.0)
    assert figure(made, "corrective_action_open", period="month", period_start=date(2025, 7, 1)) is None


def test_a_feed_that_is_used_again_grows_older(night):
    made = night(
        AS_AT,
        only=("load_freshness_hours",),
        delivered_from=[
            {"table_name": "ssd_person", "source": "case_system"},
            {"table_name": "ext_post", "source": "posts"},
        ],
        this_delivery=[
            {"source": "case_system", "covers_to": AS_AT},
            {"source": "posts", "covers_to": AS_AT - timedelta(days=2)},
        ],
    )
    hours = breakdown(made, "load_freshness_hours")
    assert (hours["ssd_person"], hours["ext_post"]) == (0, 48)


def test_a_missed_target_needs_a_cause_and_an_owner_in_each_district(night):
    def conference(team: str, number: int, held: date) -> tuple[Row, Row]:
        enquiry = {
            "s47e_s47_enquiry_id": f"{team}{number}",
            "s47e_person_id": f"{team}{number}",
            "s47e_s47_start_date": date(2025, 8, 1),
            "s47e_s47_completed_by_team": team,
        }
        held_row = {
            "icpc_icpc_id": f"{team}{number}",
            "icpc_s47_enquiry_id": f"{team}{number}",
            "icpc_person_id": f"{team}{number}",
            "icpc_icpc_date": held,
        }
        return enquiry, held_row

    def action(number: int, locality: str | None, **more: object) -> Row:
        return {
            "exca_id": f"x{number}",
            "exca_measure": "icpc_15wd",
            "exca_month": date(2025, 8, 1),
            "exca_locality": locality,
            **{f"exca_{name}": value for name, value in more.items()},
        }

    in_time, late = date(2025, 8, 22), date(2025, 8, 26)
    made_of = [conference(team, 1, late) for team in "NSE"] + [conference("W", 1, in_time)]
    made_of += [conference("N", 2, in_time), conference("L", 1, late), conference("nowhere", 1, late)]
    made = night(
        AS_AT,
        only=("icpc_15wd", "corrective_action_report_rows"),
        ssd_s47_enquiry=[enquiry for enquiry, _ in made_of],
        ssd_initial_cp_conference=[held for _, held in made_of],
        ext_team_locality=[
            {"extl_team_id": name[0], "extl_locality": name, "extl_valid_from": JOINED}
            for name in ("North", "South", "East", "West", "Low")
        ],
        ext_target=[
            {"extg_measure": "icpc_15wd", "extg_target": 80, "extg_valid_from": JOINED},
            {
                "extg_measure": "icpc_15wd",
                "extg_target": 0,
                "extg_locality": "Low",
                "extg_valid_from": JOINED,
            },
        ],
        ext_corrective_action=[
            action(1, "North", cause="No chair", owner="GM North"),
            action(2, "South", cause="No chair"),
            action(3, None, team_id="E", cause="No room", owner="GM East"),
        ],
    )
    august = {"period": "month", "period_start": date(2025, 8, 1)}
    # North (50), South and East (0) miss 80; West met it, 0 is what Low was to reach, and
    # what no district is known of is nobody's to answer for.
    assert figure(made, "corrective_action_report_rows", **august) == (2, 3, 66.7)
    place = dict(made.execute("select locality_name, locality_key from core.dim_locality").fetchall())
    south = {"level": "locality", "locality_key": place["South"]}
    assert figure(made, "corrective_action_report_rows", **august, **south) == (0, 1, 0.0)
    assert figure(made, "icpc_15wd", **august) == (2, 7, 28.6)
