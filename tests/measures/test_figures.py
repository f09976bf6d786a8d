"""From rows to figures: pooled totals, periods, rounding, places, and what is not supplied."""

from __future__ import annotations

from datetime import date

PLACES = [
    {"extl_team_id": "N", "extl_locality": "North", "extl_valid_from": date(2020, 1, 1)},
    {
        "extl_team_id": "S",
        "extl_locality": "South",
        "extl_valid_from": date(2020, 1, 1),
        "extl_valid_to": date(2025, 3, 31),
    },
    {"extl_team_id": "S", "extl_locality": "East", "extl_valid_from": date(2025, 4, 1)},
]


def figure(connection, measure, **where):
    keys = {"level": "authority", "period": "last_12_months", **where}
    clauses = " and ".join(f"{key} = ?" for key in keys)
    rows = connection.execute(
        f"select numerator, denominator, value from mart.measure_value join core.dim_locality using (locality_key)"
        f" where measure = ? and {clauses}",
        [measure, *keys.values()],
    ).fetchall()
    assert len(rows) <= 1
    return tuple(None if each is None else float(each) for each in rows[0]) if rows else None


def conference(number, team, start, held):
    return (
        {
            "s47e_s47_enquiry_id": f"e{number}",
            "s47e_person_id": f"p{number}",
            "s47e_s47_start_date": start,
            "s47e_s47_completed_by_team": team,
        },
        {
            "icpc_icpc_id": f"c{number}",
            "icpc_s47_enquiry_id": f"e{number}",
            "icpc_person_id": f"p{number}",
            "icpc_icpc_date": held,
        },
    )


def test_totals_are_pooled_and_never_averaged(night):
    in_time, late = date(2025, 5, 16), date(2025, 6, 13)
    cases = [conference(n, "N", date(2025, 5, 1), in_time if n == 0 else late) for n in range(6)]
    cases += [conference(n, "S", date(2025, 5, 1), late if n == 6 else in_time) for n in range(6, 10)]
    made = night(
        date(2025, 6, 30),
        ext_team_locality=PLACES,
        ssd_s47_enquiry=[enquiry for enquiry, _ in cases],
        ssd_initial_cp_conference=[held for _, held in cases],
    )
    assert figure(made, "icpc_15wd", level="locality", locality_name="North") == (1, 6, 16.7)
    assert figure(made, "icpc_15wd", level="locality", locality_name="East") == (3, 4, 75.0)
    assert figure(made, "icpc_15wd") == (4, 10, 40.0)


def test_a_district_is_the_one_of_the_event(night):
    cases = [
        conference(1, "S", date(2025, 3, 31), date(2025, 4, 14)),
        conference(2, "S", date(2025, 4, 1), date(2025, 4, 14)),
    ]
    made = night(
        date(2025, 6, 30),
        ext_team_locality=PLACES,
        ssd_s47_enquiry=[enquiry for enquiry, _ in cases],
        ssd_initial_cp_conference=[held for _, held in cases],
    )
    assert figure(made, "icpc_15wd", level="locality", locality_name="South") == (1, 1, 100.0)
    assert figure(made, "icpc_15wd", level="locality", locality_name="East") == (1, 1, 100.0)


def test_half_a_tenth_is_rounded_up(night):
    # 49 of 400 is 12.25 %.
    rows = [
        {
            "cine_referral_id": f"r{n}",
            "cine_person_id": f"p{n}",
            "cine_referral_date": date(2025, 5, 1),
            "cine_referral_nfa": "Y" if n < 49 else "N",
        }
        for n in range(400)
    ]
    made = night(date(2025, 6, 30), ssd_cin_episodes=rows)
    assert figure(made, "referral_nfa_pct") == (49, 400, 12.3)
    assert figure(made, "referrals") == (400, None, 400)


def test_reasons_add_up_to_all_referrals_with_no_further_action(night):
    reasons = (
        ["CONSENT-REFUSED"] * 14 + ["Consent not given"] * 2 + ["see notes"] * 3 + ["brand new code"] + [None]
    )
    referrals = [
        {
            "cine_referral_id": f"r{n}",
            "cine_person_id": f"p{n}",
            "cine_referral_date": date(2025, 5, 1),
            "cine_referral_nfa": "Y",
        }
        for n in range(len(reasons))
    ]
    outcomes = [
        {"exco_id": f"r{n}", "exco_entity": "referral", "exco_person_id": f"p{n}", "exco_reason": reason}
        for n, reason in enumerate(reasons)
    ]
    mapping = [
        {
            "source_system": "any",
            "entity": "referral",
            "source_field": "reason",
            "source_value_folded": said,
            "reason_code": "NC",
            "disposition": "NO_FURTHER_ACTION",
        }
        for said in ("consent-refused", "consent not given")
    ]
    made = night(
        date(2025, 6, 30),
        ssd_cin_episodes=referrals,
        ext_contact_outcome=outcomes,
        mapping_no_further_action=mapping,
    )
    assert figure(made, "referral_nfa_by_reason", band="no_consent") == (16, 21, 76.2)
    assert figure(made, "referral_nfa_by_reason", band="not_recorded") == (4, 21, 19.0)
    assert figure(made, "referral_nfa_by_reason", band="unmapped") == (1, 21, 4.8)


def test_there_is_no_reason_before_reasons_went_live(night):
    referral = {
        "cine_referral_id": "r",
        "cine_person_id": "p",
        "cine_referral_date": date(2020, 5, 29),
        "cine_referral_nfa": "Y",
    }
    live = {"name": "nfa_reasons_live_from", "value": "2020-06-23"}
    made = night(date(2020, 6, 30), ssd_cin_episodes=[referral], setting=[live])
    assert figure(made, "referral_nfa_by_reason", period="month", period_start=date(2020, 5, 1)) is None
    assert figure(made, "referral_nfa_pct", period="month", period_start=date(2020, 5, 1)) == (1, 1, 100.0)


def test_an_open_contact_that_is_not_yet_due_is_in_neither_number(night):
    contacts = [
        {"cont_contact_id": f"c{n}", "cont_person_id": f"p{n}", "cont_contact_date": at}
        for n, at in enumerate(["2025-06-27 17:00", "2025-06-26 09:00", "2025-06-30 09:00"])
    ]
    made = night(date(2025, 6, 30), ssd_contacts=contacts)
    # Thursday's is overdue; Friday's has had one working day; Monday's none.
    assert figure(made, "contact_decision_1wd") == (0, 1, 0.0)
    assert figure(made, "contacts") == (3, None, 3)


def test_figures_at_a_date_are_taken_at_every_month_end_from_the_same_rows(night):
    plan = {"cppl_cp_plan_id": "x", "cppl_person_id": "p", "cppl_cp_plan_start_date": date(2025, 1, 6)}
    visits = [
        {
            "cppv_cp_visit_id": f"v{n}",
            "cppv_cp_plan_id": "x",
            "cppv_person_id": "p",
            "cppv_cp_visit_date": day,
            "cppv_cp_visit_seen": seen,
        }
        for n, (day, seen) in enumerate(
            [(date(2025, 1, 20), "Y"), (date(2025, 3, 28), "Y"), (date(2025, 4, 28), "N")]
        )
    ]
    made = night(date(2025, 4, 30), ssd_cp_plans=[plan], ssd_cp_visits=visits)
    at = {
        month: figure(made, "cp_visit_10wd", period="month", period_start=date(2025, month, 1))
        for month in (1, 2, 3, 4)
    }
    assert at == {1: (1, 1, 100.0), 2: (0, 1, 0.0), 3: (1, 1, 100.0), 4: (0, 1, 0.0)}
    assert figure(made, "cp_visit_10wd", period="as_at") == (0, 1, 0.0)
    assert figure(made, "cp_visit_10wd") is None


def test_the_team_is_the_case_workers_among_several_and_nobodys_in_between(night):
    involvement = {"invo_person_id": "p", "invo_professional_id": "w"}
    rows = [
        ("N", "CW", date(2025, 1, 1), date(2025, 5, 31)),
        ("S", "Independent reviewing officer", date(2025, 2, 1), date(2025, 3, 1)),
        ("S", "CW", date(2025, 6, 10), None),
    ]
    days = {
        date(2025, 2, 15): "North",
        date(2025, 4, 1): "North",
        date(2025, 6, 5): "Unknown",
        date(2025, 6, 10): "East",
    }
    made = night(
        date(2025, 6, 30),
        ext_team_locality=PLACES,
        ssd_involvements=[
            involvement
            | {
                "invo_professional_team": team,
                "invo_professional_role_id": role,
                "invo_involvement_start_date": start,
                "invo_involvement_end_date": end,
            }
            for team, role, start, end in rows
        ],
        ssd_cin_episodes=[
            {
                "cine_referral_id": f"r{day}",
                "cine_person_id": "p",
                "cine_referral_date": day,
                "cine_close_date": day,
            }
            for day in days
        ],
    )
    found = made.execute(
        "select counted_on, locality_name from mart.measure_row inner join core.dim_locality using (locality_key)"
        " where measure = 'referrals'"
    ).fetchall()
    assert dict(found) == days


def test_a_start_without_work_that_is_rolled_forward_never_counts_less_than_nothing(night):
    # Saturday to Sunday, to Monday (day 0) and to Tuesday.
    made = night(
        date(2025, 6, 30),
        setting=[{"name": "non_working_start", "value": "roll_forward"}],
        ssd_cin_assessments=[
            {
                "cina_assessment_id": f"{day}",
                "cina_person_id": f"p{day}",
                "cina_assessment_start_date": date(2025, 6, 7),
                "cina_assessment_auth_date": date(2025, 6, day),
            }
            for day in (8, 9, 10)
        ],
    )
    assert made.execute(
        "select elapsed from mart.clock_ledger where measure = 'assessment_45wd' order by stops_on"
    ).fetchall() == [(0.0,), (0.0,), (1.0,)]


def test_a_row_that_cannot_be_measured_is_in_no_figure(night):
    made = night(
        date(2025, 6, 30),
        ssd_cin_assessments=[
            {
                "cina_assessment_id": f"{year}",
                "cina_person_id": "p",
                "cina_assessment_start_date": date(year, 6, 2),
            }
            for year in (1999, 2025, 2026)
        ],
    )
    assert figure(made, "assessments_open_overdue", period="as_at") == (0, 1, 0.0)
    assert made.execute(
        "select state, excluded_because from mart.clock_ledger where measure = 'assessment_45wd' order by starts_on"
    ).fetchall() == [
        ("not_measurable", "a date lies outside the calendar"),
        ("open_in_time", None),
        ("invalid", "it starts after the as-at date"),
    ]


def test_a_measure_whose_table_did_not_come_is_not_supplied(night):
    made = night(date(2025, 6, 30))
    made.execute("update main.delivered set supplied = false where table_name = 'ssd_cp_visits'")
    from caseclock.measure.ledger import build_measures

    build_measures(made)
    assert made.execute(
        "select status, reason from mart.measure_status where measure = 'cp_visit_10wd'"
    ).fetchall() == [("not_supplied", "not supplied: ssd_cp_visits")]


def test_a_table_that_came_empty_is_said_to_be_empty(night):
    made = night(date(2025, 6, 30), ssd_cin_episodes=[{"cine_referral_id": "r", "cine_person_id": "p"}])
    status = dict(made.execute("select measure, (status, reason) from mart.measure_status").fetchall())
    assert status["referrals"] == ("measured", None)
    assert status["assessment_45wd"] == ("measured", "the delivery holds no rows: ssd_cin_assessments")
    assert figure(made, "assessment_45wd") is None


def test_every_figure_opens_to_its_rows(night):
    cases = [conference(n, "N", date(2025, 5, 1), date(2025, 5, 12 + n)) for n in range(9)]
    made = night(
        date(2025, 6, 30),
        ext_team_locality=PLACES,
        ssd_s47_enquiry=[enquiry for enquiry, _ in cases],
        ssd_initial_cp_conference=[held for _, held in cases],
    )
    assert made.execute(
        "select count(*) filter (where in_numerator), count(*) from mart.measure_row join mart.clock_ledger as ledger"
        " on measure_row.row_key = ledger.ledger_key where measure_row.measure = 'icpc_15wd'"
    ).fetchall() == [tuple(int(each) for each in figure(made, "icpc_15wd")[:2])]


def test_one_person_keeps_one_key_through_a_change_of_system(night):
    made = night(
        date(2025, 6, 30),
        ssd_person=[
            {"pers_person_id": "L1", "pers_legacy_id": "M7"},
            {"pers_person_id": "L2", "pers_upn": "A1"},
        ],
        known_crosswalk=[
            {
                "child_key": "old",
                "system": "mosaic",
                "local_id": "M7",
                "founder_system": "mosaic",
                "founder_local_id": "M7",
                "key_version": 1,
            },
            {
                "child_key": "other",
                "system": "mosaic",
                "local_id": "M8",
                "upn": "A1",
                "founder_system": "mosaic",
                "founder_local_id": "M8",
                "key_version": 1,
            },
        ],
    )
    founders = dict(
        made.execute(
            "select local_id, founder_local_id from identity.crosswalk where system = 'plain'"
        ).fetchall()
    )
    assert founders == {"L1": "M7", "L2": "M8"}
    assert made.execute("select count(*) from identity.crosswalk").fetchall() == [(4,)]


def test_words_where_a_code_belongs_do_not_reach_the_star(night):
    made = night(
        date(2025, 6, 30),
        ssd_person=[{"pers_person_id": "p", "pers_sex": "Ask her aunt", "pers_ethnicity": "WBRI"}],
        ssd_cin_episodes=[
            {
                "cine_referral_id": "r",
                "cine_person_id": "p",
                "cine_referral_date": date(2025, 5, 1),
                "cine_referral_source_code": "Her aunt",
                "cine_cin_primary_need_code": "Bruises",
                "cine_close_reason": "RC8",
            }
        ],
    )
    assert made.execute("select sex, ethnicity from core.dim_child").fetchall() == [(None, "WBRI")]
    assert made.execute("select source_code, need_code, close_reason from core.fct_referral").fetchall() == [
        (None, None, "RC8")
    ]


def test_a_known_person_who_is_here_under_their_own_id_is_nobody_else(night):
    known = {
        "child_key": "a", "system": "plain", "local_id": "P1", "upn": "A1",
        "founder_system": "plain", "founder_local_id": "P1", "key_version": 1,
    }  # fmt: skip
    made = night(
        date(2025, 6, 30),
        ssd_person=[{"pers_person_id": "P1"}, {"pers_person_id": "P2", "pers_upn": "A1"}],
        known_crosswalk=[known],
    )
    founders = dict(made.execute("select local_id, founder_local_id from identity.crosswalk").fetchall())
    assert founders == {"P1": "P1", "P2": "P2"}
