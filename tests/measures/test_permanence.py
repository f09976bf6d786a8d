"""Panels that review permanence: which rule applies, who is due, who is overdue and who was told."""

from __future__ import annotations

from datetime import date

from measures.care_rows import AS_AT, born, care, figure, members, panel


def permanence_night(night, on, reviews, settings=(), escalated=(), people=None):
    people = people or {"young": date(2022, 5, 1)}
    return night(
        on,
        only=(
            "permanence_review_u5_4wk",
            "permanence_review_5plus_3m",
            "permanence_tracker_due_soon",
            "permanence_noncompliance_escalations",
        ),
        ssd_person=[born(person, day) for person, day in people.items()],
        ssd_cla_episodes=[care(person, date(2024, 6, 3)) for person in people],
        ext_permanence_review=reviews,
        ext_permanence_escalation=[
            {"expe_person_id": person, "expe_breach_on": breach, "expe_escalated_on": told}
            for person, breach, told in escalated
        ],
        setting=[{"name": name, "value": value} for name, value in settings],
    )


def states(connection, measure):
    return connection.execute(
        "select starts_on, due_on, state from mart.clock_ledger where measure = ? order by starts_on",
        [measure],
    ).fetchall()


def test_six_weeks_for_older_children_needs_no_code(night):
    made = permanence_night(
        night,
        AS_AT,
        [panel("older", date(2025, 2, 17))],
        [("permanence_5plus_months", "3"), ("permanence_5plus_days", "42")],
        people={"older": date(2014, 5, 1)},
    )
    assert states(made, "permanence_review_5plus_3m")[-1] == (date(2025, 2, 17), AS_AT, "in_time")


def test_a_booked_panel_is_shown_as_booked_and_is_on_neither_list(night):
    people = {name: date(2022, 5, 1) for name in ("soon", "booked", "too late", "breach")}
    made = permanence_night(
        night,
        AS_AT,
        [
            panel("soon", date(2025, 3, 10)),
            panel("booked", date(2025, 3, 10), booked=date(2025, 4, 2)),
            panel("too late", date(2025, 3, 10)),
            panel("too late", None, booked=date(2025, 4, 8)),
            panel("breach", date(2025, 3, 2)),
        ],
        people=people,
    )
    assert figure(made, "permanence_tracker_due_soon") == (2, 4, 50)
    assert members(made, "permanence_tracker_due_soon") == {
        "booked in time": (0, 1),
        "booked too late": (1, 1),
        "not booked": (1, 2),
    }
    assert figure(made, "permanence_review_u5_4wk") == (3, 4, 75)


def test_a_final_outcome_ends_the_panels_and_leaves_the_months_before_it_alone(night):
    made = permanence_night(
        night,
        AS_AT,
        [panel("young", date(2025, 1, 20)), panel("young", date(2025, 2, 10), final="Adoption order")],
    )
    assert figure(made, "permanence_review_u5_4wk") is None
    assert figure(made, "permanence_review_u5_4wk", date(2025, 1, 31)) == (1, 1, 100)
    assert figure(made, "permanence_review_u5_4wk", date(2025, 2, 28)) is None
    assert states(made, "permanence_review_u5_4wk")[-1][2] == "excluded"


def test_on_the_fifth_birthday_a_child_passes_to_the_other_rule(night):
    made = permanence_night(
        night, AS_AT, [panel("turned", date(2025, 2, 3))], people={"turned": date(2020, 3, 15)}
    )
    assert figure(made, "permanence_review_u5_4wk") is None
    assert figure(made, "permanence_review_u5_4wk", date(2025, 2, 28)) == (1, 1, 100)
    assert figure(made, "permanence_review_5plus_3m") == (1, 1, 100)
    assert figure(made, "permanence_review_5plus_3m", date(2025, 2, 28)) is None


def test_a_breach_is_told_in_two_working_days_or_counts_against_the_figure(night):
    # The panels of 24 February were due on 24 March, a Monday; the breach is Tuesday the 25th.
    people = {name: date(2022, 5, 1) for name in ("in time", "late", "not", "before", "no breach")}
    made = permanence_night(
        night,
        AS_AT,
        [
            *(panel(name, date(2025, 2, 24)) for name in ("in time", "late", "not", "before")),
            panel("no breach", date(2025, 3, 24)),
        ],
        escalated=[
            ("in time", date(2025, 3, 24), date(2025, 3, 27)),
            ("late", date(2025, 3, 25), date(2025, 3, 28)),
            ("before", date(2025, 1, 25), date(2025, 1, 28)),
            ("no breach", date(2025, 3, 25), date(2025, 3, 25)),
        ],
        people=people,
    )
    assert figure(made, "permanence_noncompliance_escalations") == (1, 4, 25)
    assert members(made, "permanence_noncompliance_escalations") == {
        "not told": (0, 2),
        "told in time": (1, 1),
        "told late": (0, 1),
    }


def test_a_panel_that_hardly_any_review_names_is_not_printed(night):
    made = permanence_night(
        night,
        AS_AT,
        [
            *(panel("young", date(2025, 1, 5 + day)) for day in range(5)),
            panel("young", date(2025, 3, 10), name="words about a child"),
        ],
    )
    assert made.execute("select distinct panel from core.fct_permanence_review order by 1").fetchall() == [
        ("Permanence panel",),
        ("another panel",),
    ]
