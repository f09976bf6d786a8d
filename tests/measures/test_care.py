"""Children looked after: who counts on a day, where they live, their reviews, and who is missing here."""

from __future__ import annotations

from datetime import date

from measures.care_rows import AS_AT, born, care, figure, home, members, reviewed, status


def test_short_breaks_are_not_looked_after_unless_the_child_stays_on(night):
    made = night(
        AS_AT,
        only=("cla_at_date",),
        ssd_cla_episodes=[care(person, date(2025, 1, 6)) for person in ("a", "b", "c", "d")],
        ssd_legal_status=[
            status("a", "C2", date(2025, 1, 6)),
            status("b", "V4", date(2025, 1, 6)),
            # From short breaks into care under section 20.
            status("c", "V3", date(2025, 1, 6), date(2025, 2, 3)),
            status("c", "V2", date(2025, 2, 3)),
            # The other status was over before this period began.
            status("d", "C1", date(2024, 1, 6), date(2025, 1, 6)),
            status("d", "V4", date(2024, 12, 1)),
        ],
    )
    assert figure(made, "cla_at_date")[0] == 2


def test_a_child_with_two_open_periods_counts_once_and_where_it_lives_is_said(night):
    made = night(
        AS_AT,
        only=("cla_at_date", "placements_3plus"),
        ssd_cla_episodes=[
            care("a", date(2024, 1, 6)),
            care("a", date(2025, 1, 6), period="a-second"),
            care("b", date(2025, 1, 6)),
            care("c", date(2024, 1, 6), AS_AT),
        ],
        ssd_cla_placement=[home("a", date(2024, 1, 6), kind="K2"), home("c", date(2024, 1, 6))],
    )
    assert figure(made, "cla_at_date")[0] == 2
    assert figure(made, "cla_at_date", date(2025, 2, 28))[0] == 3
    assert {member: part for member, (part, _) in members(made, "cla_at_date").items()} == {
        "children's home": 1,
        "not recorded": 1,
    }
    assert figure(made, "placements_3plus")[:2] == (0, 2)


def test_placements_of_an_earlier_period_in_the_year_count_and_hospital_does_not(night):
    made = night(
        AS_AT,
        only=("placements_3plus",),
        ssd_cla_episodes=[
            care("a", date(2024, 1, 8), date(2024, 6, 3), period="a-first"),
            care("a", date(2024, 9, 2)),
            care("b", date(2024, 1, 8)),
        ],
        ssd_cla_placement=[
            # Left open by mistake: it was over when care was.
            home("a", date(2024, 1, 8), period="a-first"),
            home("a", date(2024, 9, 2), date(2025, 1, 6)),
            home("a", date(2025, 1, 6)),
            home("b", date(2024, 1, 8)),
            home("b", date(2024, 9, 2), date(2024, 9, 20), kind="T1"),
            home("b", date(2024, 12, 2), date(2024, 12, 9), kind="T4"),
        ],
    )
    assert figure(made, "placements_3plus") == (1, 2, 50)


def test_two_years_in_one_home_of_those_two_and_a_half_years_in_care(night):
    begun = date(2022, 9, 30)
    made = night(
        AS_AT,
        only=("placement_2yr_same",),
        ssd_person=[
            born("same", date(2012, 1, 1)),
            born("moved", date(2012, 1, 1)),
            born("adopters", date(2020, 1, 1)),
            born("sixteen", date(2009, 3, 31)),
            born("fifteen", date(2009, 4, 1)),
            born("newer", date(2012, 1, 1)),
        ],
        ssd_cla_episodes=[
            *(care(person, begun) for person in ("same", "moved", "adopters", "sixteen", "fifteen")),
            care("newer", date(2022, 10, 1)),
        ],
        ssd_cla_placement=[
            home("same", begun, date(2023, 3, 31)),
            home("same", date(2023, 3, 31)),
            home("moved", begun, date(2023, 4, 1)),
            home("moved", date(2023, 4, 1)),
            home("adopters", begun, date(2024, 9, 2)),
            home("adopters", date(2024, 9, 2), kind="A6"),
            home("sixteen", begun),
            home("fifteen", begun),
            home("newer", date(2022, 10, 1)),
        ],
    )
    assert figure(made, "placement_2yr_same") == (3, 4, 75)


def test_twenty_miles_is_not_over_twenty_and_an_unknown_distance_is_apart(night):
    far = {"a": 20, "b": 20.1, "c": 45, "d": 999.9, "e": 60, "f": None}
    made = night(
        AS_AT,
        only=("placed_20_miles",),
        ssd_cla_episodes=[care(person, date(2024, 1, 8)) for person in far],
        ssd_cla_placement=[home(person, date(2024, 1, 8), miles=miles) for person, miles in far.items()],
        ext_placement_terms=[
            {"expt_cla_placement_id": f"{person}-2024-01-08", "expt_outside_area": outside}
            for person, outside in {"b": "Y", "c": "N"}.items()
        ],
    )
    assert figure(made, "placed_20_miles") == (2, 4, 50)
    assert members(made, "placed_20_miles") == {
        "20 miles or less": (0, 1),
        "over 20 miles, area not recorded": (1, 1),
        "over 20 miles, inside the area": (0, 1),
        "over 20 miles, outside the area": (1, 1),
    }


def test_an_allocated_social_worker_is_registered_and_the_case_worker(night):
    held = {"a": ("w1", "CW", None), "b": ("w2", "CW", None), "c": ("w1", "Reviewing officer", None),
            "d": ("w1", "Case Worker", AS_AT), "e": ("w1", "CW", date(2025, 3, 30))}  # fmt: skip
    made = night(
        AS_AT,
        only=("cla_allocated_sw",),
        ssd_cla_episodes=[care(person, date(2024, 1, 8)) for person in held],
        ssd_professionals=[
            {"prof_professional_id": "w1", "prof_social_worker_registration_no": "SW1"},
            {"prof_professional_id": "w2"},
        ],
        ssd_involvements=[
            {
                "invo_involvements_id": person,
                "invo_person_id": person,
                "invo_professional_id": worker,
                "invo_professional_role_id": role,
                "invo_involvement_start_date": date(2024, 1, 8),
                "invo_involvement_end_date": ended,
            }
            for person, (worker, role, ended) in held.items()
        ],
    )
    assert figure(made, "cla_allocated_sw") == (2, 5, 40)


def test_without_any_registration_number_there_is_no_share_of_social_workers(night):
    made = night(
        AS_AT,
        only=("cla_allocated_sw",),
        ssd_cla_episodes=[care("a", date(2024, 1, 8))],
        ssd_professionals=[{"prof_professional_id": "w1"}],
    )
    assert figure(made, "cla_allocated_sw") is None


def test_reviews_fail_a_child_for_a_year_and_only_after_twenty_working_days(night):
    made = night(
        AS_AT,
        only=("cla_review_in_time_snapshot", "cla_review_overdue_days"),
        ssd_cla_episodes=[
            care("good", date(2024, 9, 2)),
            care("late", date(2024, 9, 2)),
            care("overdue", date(2024, 9, 2)),
            care("long ago", date(2023, 9, 1)),
            # From 3 March the twentieth working day is the 31st; from 4 March it is the day after.
            care("twenty", date(2025, 3, 3)),
            care("nineteen", date(2025, 3, 4)),
        ],
        ssd_cla_reviews=[
            *reviewed("good-care", date(2024, 9, 30), date(2024, 12, 30)),
            *reviewed("late-care", date(2024, 9, 30), date(2024, 12, 31)),
            *reviewed("overdue-care", date(2024, 9, 30)),
            *reviewed(
                "long ago-care", date(2023, 11, 1), date(2024, 2, 1), date(2024, 8, 1), date(2025, 2, 1)
            ),
        ],
    )
    assert figure(made, "cla_review_in_time_snapshot") == (3, 5, 60)
    assert figure(made, "cla_review_overdue_days") == (1, 6, 16.7)
    listed = made.execute(
        "select due_on, value from measure_input where measure = 'cla_review_overdue_days'"
        " and in_numerator and counted_on = ?",
        [AS_AT],
    ).fetchall()
    assert listed == [(date(2024, 12, 30), 91)]


def test_a_plan_for_permanence_by_the_second_review_or_its_due_date(night):
    entered = date(2024, 9, 2)
    agreed = {"on the day": date(2024, 12, 2), "too late": date(2025, 1, 10), "left": None, "none": None}
    made = night(
        AS_AT,
        only=("permanence_plan_by_second_review",),
        ssd_cla_episodes=[
            *(care(person, entered) for person in ("on the day", "too late", "none")),
            care("left", entered, date(2024, 12, 1)),
            care("not yet", date(2025, 3, 3)),
            care("no review", entered),
        ],
        ssd_cla_reviews=[
            *reviewed("on the day-care", date(2024, 9, 30), date(2024, 12, 2)),
            # Held after it was due: the due date, 30 December, is the limit.
            *reviewed("too late-care", date(2024, 9, 30), date(2025, 1, 15)),
            *reviewed("none-care", date(2024, 9, 30)),
            *reviewed("left-care", date(2024, 9, 30)),
        ],
        ext_permanence_plan=[
            {
                "expp_person_id": person,
                "expp_cla_id": f"{person}-care",
                "expp_agreed_on": day,
                "expp_kind": "Adoption",
            }
            for person, day in agreed.items()
        ],
    )
    rows = made.execute(
        "select counted_on, in_numerator, count(*) from measure_input"
        " where measure = 'permanence_plan_by_second_review' and excluded_because is null and counted_on <= ?"
        " group by all order by all",
        [AS_AT],
    ).fetchall()
    assert rows == [(date(2024, 12, 2), True, 1), (date(2024, 12, 30), False, 3)]


def test_who_is_in_care_elsewhere_is_looked_for_by_number_then_pupil_number_then_shared_number(night):
    people = [
        born("1", date(2015, 1, 1), pers_legacy_id="m1"),
        born("2", date(2015, 1, 1), pers_upn="U2"),
        born("3", date(2015, 1, 1), pers_common_child_id="N3"),
        born("4", date(2015, 1, 1), pers_upn="U4"),
        born("5", date(2015, 1, 1)),
        born("6", date(2015, 1, 1)),
    ]
    made = night(
        AS_AT,
        only=("cla_missing_from_system",),
        ssd_person=people,
        ssd_cla_episodes=[
            *(care(person, date(2024, 1, 8)) for person in ("1", "2", "3", "6")),
            care("4", date(2024, 1, 8), AS_AT),
        ],
        ext_open_elsewhere=[
            {
                "exoe_system": "Mosaic",
                "exoe_person_id": number,
                "exoe_upn": upn,
                "exoe_common_child_id": shared,
            }
            for number, upn, shared in [
                ("m1", None, None),
                ("m2", "U2", None),
                ("m3", None, "N3"),
                ("m4", "U4", None),
                ("6", None, None),
            ]
        ],
    )
    assert figure(made, "cla_missing_from_system")[0] == 2
    rows = made.execute(
        "select category, in_numerator, count(*) from measure_input"
        " where measure = 'cla_missing_from_system' group by all order by all"
    ).fetchall()
    assert rows == [
        ("in care here", False, 3),
        ("in care here only", False, 1),
        ("known here, not in care", True, 1),
        ("not known here", True, 1),
    ]


def test_a_person_whose_earlier_number_only_the_crosswalk_knows_is_found(night):
    made = night(
        AS_AT,
        only=("cla_missing_from_system",),
        ssd_person=[born("1", date(2015, 1, 1), pers_upn="U1")],
        ssd_cla_episodes=[care("1", date(2024, 1, 8))],
        known_crosswalk=[
            {
                "child_key": "known",
                "system": "mosaic",
                "local_id": "m1",
                "upn": "U1",
                "founder_system": "mosaic",
                "founder_local_id": "m1",
                "key_version": 1,
            }
        ],
        ext_open_elsewhere=[{"exoe_system": "Mosaic", "exoe_person_id": "m1"}],
    )
    rows = made.execute(
        "select category, in_numerator from measure_input where measure = 'cla_missing_from_system'"
    ).fetchall()
    assert rows == [("in care here", False)]
