"""Health and education of children in care: who is counted, who is not, and when."""

from __future__ import annotations

from datetime import date

import pytest

from measures.wellbeing_rows import AS_AT, care, categories, check_up, child, figure, state

AS_AT_IN_MAY = date(2025, 5, 31)
HEALTH = ("iha_20wd", "rha_timeliness", "dental_check_12m", "sdq_completed", "immunisation_up_to_date")
EDUCATION = ("pep_initiated_10wd", "pep_current_term")


def test_the_kind_of_a_check_is_read_from_local_words(night):
    kinds = {
        "HEALTH": "health_assessment",
        "Health Assessment": "health_assessment",
        "LAC Health Assessment": "health_assessment",
        "Initial Health Assessment": "initial_health_assessment",
        "IHA": "initial_health_assessment",
        "Review Health Assessment": "review_health_assessment",
        "RHA (6 month)": "review_health_assessment",
        "DENTAL": "dental_check",
        "Dentist check": "dental_check",
        "Teeth checked": "dental_check",
        "Optician": "other",
        "Substance misuse check": "other",
        "Child development check": "other",
        None: "other",
    }
    made = night(
        AS_AT,
        only=HEALTH,
        ssd_person=[child(str(words)) for words in kinds],
        ssd_cla_health=[check_up(str(words), words, date(2025, 1, 6)) for words in kinds],
    )
    found = made.execute(
        "select local_id, kind from core.fct_health_check inner join child_of using (child_key)"
    ).fetchall()
    assert dict(found) == {str(words): kind for words, kind in kinds.items()}


def test_only_an_assessment_that_was_done_stops_the_first_clock(night):
    start = date(2025, 5, 1)
    made = night(
        AS_AT,
        only=HEALTH,
        ssd_person=[child(name) for name in "abcd"],
        ssd_cla_episodes=[care(name, start) for name in "abcd"],
        ssd_cla_health=[
            check_up("a", "Health Assessment", date(2025, 5, 12)),
            check_up("b", "Health Assessment", date(2025, 5, 12), "Refused"),
            check_up("c", "Review Health Assessment", date(2025, 5, 12)),
            check_up("d", "Health Assessment", date(2025, 5, 12), None),
        ],
    )
    assert state(made, "iha_20wd") == {
        "a": "in_time",
        "b": "open_overdue",
        "c": "open_overdue",
        "d": "in_time",
    }
    assert figure(made, "iha_20wd", "last_12_months") == (2, 4, 50.0)


def test_a_second_time_in_care_has_a_first_assessment_of_its_own(night):
    made = night(
        AS_AT,
        only=HEALTH,
        ssd_person=[child("a")],
        ssd_cla_episodes=[care("a", date(2024, 9, 2), date(2024, 12, 2)), care("a", date(2025, 2, 3))],
        # The first was done after leaving; the second a day late.
        ssd_cla_health=[
            check_up("a", "Initial Health Assessment", date(2024, 12, 9)),
            check_up("a", "Initial Health Assessment", date(2025, 3, 4)),
        ],
    )
    assert made.execute(
        "select starts_on, elapsed, state from mart.clock_ledger where measure = 'iha_20wd' order by starts_on"
    ).fetchall() == [(date(2024, 9, 2), 70, "late"), (date(2025, 2, 3), 21, "late")]


def test_consent_is_a_category_and_moves_no_clock(night):
    start = date(2025, 5, 1)
    made = night(
        AS_AT,
        only=HEALTH,
        ssd_person=[child(name) for name in "abc"],
        ssd_cla_episodes=[care(name, start) for name in "abc"],
        ext_health_consent=[
            {"exhc_person_id": "a", "exhc_cla_id": f"a-{start}", "exhc_consent_on": start},
            {"exhc_person_id": "b", "exhc_cla_id": f"b-{start}", "exhc_consent_on": date(2025, 6, 2)},
        ],
    )
    assert made.execute(
        "select local_id, category, elapsed from mart.clock_ledger inner join child_of using (child_key)"
        " where measure = 'iha_20wd' order by local_id"
    ).fetchall() == [
        ("a", "consent from the start", 40),
        ("b", "consent came later", 40),
        ("c", "consent not recorded", 40),
    ]


def test_review_assessments_are_counted_after_a_year_and_not_after_a_refusal(night):
    made = night(
        AS_AT,
        only=HEALTH,
        ssd_person=[child(name) for name in "abcd"],
        ssd_cla_episodes=[
            care("a", date(2023, 1, 2)),
            care("b", date(2023, 1, 2)),
            care("c", date(2024, 7, 1)),
            care("d", date(2023, 1, 2)),
        ],
        ssd_cla_health=[
            check_up("a", "Health Assessment", date(2024, 6, 30)),
            check_up("b", "Health Assessment", date(2024, 6, 29)),
            check_up("d", "Health Assessment", date(2024, 3, 1)),
            check_up("d", "Health Assessment", date(2025, 4, 15), "Refused"),
        ],
    )
    assert state(made, "rha_timeliness") == {"a": "in_time", "b": "late", "c": "in_time", "d": "excluded"}
    assert figure(made, "rha_timeliness") == (1, 2, 50.0)
    # Before d refused, d was a month late and in the figure.
    assert figure(made, "rha_timeliness", "month", period_start=date(2025, 3, 1)) == (2, 3, 66.7)


def test_teeth_are_checked_once_in_twelve_months_from_the_first_year_on(night):
    made = night(
        AS_AT,
        only=HEALTH,
        ssd_person=[child(name) for name in "abcd"],
        ssd_cla_episodes=[
            care("a", date(2023, 1, 2)),
            care("b", date(2023, 1, 2)),
            care("c", date(2024, 6, 30)),
            care("d", date(2024, 7, 1)),
        ],
        ssd_cla_health=[
            check_up("a", "Dental Check", date(2024, 6, 30)),
            check_up("b", "Dental Check", date(2024, 6, 29)),
        ],
    )
    # c has been in care for a year today and was never seen; d not for a year.
    assert state(made, "dental_check_12m") == {"a": "in_time", "b": "late", "c": "late", "d": "not_due"}
    assert figure(made, "dental_check_12m") == (1, 3, 33.3)


def test_a_council_may_leave_the_youngest_out_of_dental_checks(night):
    made = night(
        AS_AT,
        only=HEALTH,
        setting=[{"name": "dental_check_from_age", "value": "2"}],
        ssd_person=[child("a", date(2023, 7, 1)), child("b", date(2023, 6, 30))],
        ssd_cla_episodes=[care("a", date(2023, 7, 10)), care("b", date(2023, 7, 10))],
    )
    assert figure(made, "dental_check_12m") == (0, 1, 0.0)


def test_a_score_is_due_from_four_to_sixteen(night):
    born = {
        "four today": date(2021, 6, 30),
        "four tomorrow": date(2021, 7, 1),
        "seventeen today": date(2008, 6, 30),
        "seventeen tomorrow": date(2008, 7, 1),
        "a reason": date(2012, 1, 1),
    }
    made = night(
        AS_AT,
        only=HEALTH,
        ssd_person=[child(name, day) for name, day in born.items()],
        ssd_cla_episodes=[care(name, max(day, date(2023, 1, 2))) for name, day in born.items()],
        ssd_sdq_scores=[
            {
                "csdq_table_id": name,
                "csdq_person_id": name,
                "csdq_sdq_completed_date": date(2025, 3, 3),
                "csdq_sdq_score": None if name == "a reason" else 12,
                "csdq_sdq_reason": "SDQ1" if name == "a reason" else None,
            }
            for name in born
            if name != "four today"
        ],
    )
    assert state(made, "sdq_completed") == {
        "four today": "late",
        "four tomorrow": "excluded",
        "seventeen today": "excluded",
        "seventeen tomorrow": "in_time",
        "a reason": "late",
    }
    assert figure(made, "sdq_completed") == (1, 3, 33.3)


def test_unknown_immunisations_are_not_up_to_date_and_a_replaced_record_is_not_guessed(night):
    made = night(
        AS_AT,
        only=HEALTH,
        ssd_person=[child(name) for name in "abcd"],
        ssd_cla_episodes=[care(name, date(2023, 1, 2)) for name in "abc"] + [care("d", date(2024, 7, 1))],
        ssd_cla_immunisations=[
            {
                "clai_person_id": "a",
                "clai_immunisations_status": "Y",
                "clai_immunisations_status_date": date(2025, 5, 1),
            },
            {"clai_person_id": "b", "clai_immunisations_status": "Y"},
            {"clai_person_id": "d", "clai_immunisations_status": "Y"},
        ],
    )
    assert figure(made, "immunisation_up_to_date") == (2, 3, 66.7)
    assert figure(made, "immunisation_up_to_date", "month", period_start=date(2025, 4, 1)) == (1, 2, 50.0)


def test_school_age_is_that_of_the_act(night):
    entered = [
        # Five on 1 September 2019: school age begins on 31 December.
        (date(2014, 9, 1), date(2019, 12, 30), "excluded"),
        (date(2014, 9, 1), date(2019, 12, 31), "late"),
        # Five on 31 March 2020 itself, a day named in the Act.
        (date(2015, 3, 31), date(2020, 3, 31), "late"),
        (date(2015, 4, 1), date(2020, 3, 31), "excluded"),
        # Sixteen in the school year that ends in 2024: the last Friday of June is the 28th.
        (date(2008, 8, 31), date(2024, 6, 28), "late"),
        (date(2008, 8, 31), date(2024, 6, 29), "excluded"),
        (date(2008, 9, 1), date(2024, 6, 29), "late"),
        (None, date(2024, 6, 29), "not_measurable"),
    ]
    made = night(
        date(2025, 12, 31),
        only=EDUCATION,
        ssd_person=[child(str(number), born) for number, (born, _, _) in enumerate(entered)],
        # Months later each child leaves, so a plan that never came is late.
        ssd_cla_episodes=[
            care(str(number), start, date(start.year + 1, 3, 31))
            for number, (_, start, _) in enumerate(entered)
        ],
    )
    assert state(made, "pep_initiated_10wd") == {
        str(number): verdict for number, (_, _, verdict) in enumerate(entered)
    }


@pytest.mark.parametrize(
    ("setting", "verdicts", "counted"),
    [
        ([], {"a": "in_time", "b": "late", "c": "excluded"}, (1, 2, 50.0)),
        # Five working days: both are late, and the one who left on day ten was owed a plan.
        (
            [{"name": "pep_working_days", "value": "5"}],
            {"a": "late", "b": "late", "c": "late"},
            (0, 3, 0.0),
        ),
    ],
    ids=["ten days", "five days"],
)
def test_a_plan_starts_within_ten_working_days_or_what_the_council_says(night, setting, verdicts, counted):
    started = {"a": date(2025, 6, 16), "b": date(2025, 6, 17)}
    entered = date(2025, 6, 2)
    made = night(
        AS_AT,
        only=EDUCATION,
        setting=setting,
        ssd_person=[child(name) for name in "abc"],
        ssd_cla_episodes=[care("a", entered), care("b", entered), care("c", entered, date(2025, 6, 16))],
        ext_education_plan=[
            {"exep_id": name, "exep_person_id": name, "exep_started_on": day} for name, day in started.items()
        ],
    )
    assert state(made, "pep_initiated_10wd") == verdicts
    assert figure(made, "pep_initiated_10wd", "last_12_months") == counted


def test_a_plan_is_reviewed_once_a_term_and_terms_are_the_councils(night):
    plans = {"a": date(2025, 2, 3), "b": date(2025, 1, 6), "c": date(2024, 12, 19), "d": date(2025, 2, 3)}
    made = night(
        AS_AT_IN_MAY,
        only=EDUCATION,
        ext_school_term=[
            {"extm_name": "Autumn", "extm_starts_on": date(2024, 9, 2), "extm_ends_on": date(2024, 12, 20)},
            {"extm_name": "Spring", "extm_starts_on": date(2025, 1, 6), "extm_ends_on": date(2025, 4, 4)},
            {"extm_name": "Summer", "extm_starts_on": date(2025, 4, 22), "extm_ends_on": date(2025, 7, 22)},
        ],
        ssd_person=[child(name) for name in plans],
        ssd_cla_episodes=[care(name, date(2024, 1, 8)) for name in "abc"] + [care("d", date(2025, 1, 20))],
        ext_education_plan=[
            {"exep_id": name, "exep_person_id": name, "exep_reviewed_on": day} for name, day in plans.items()
        ],
    )
    month = "month"
    assert figure(made, "pep_current_term", month, period_start=date(2024, 12, 1)) == (1, 3, 33.3)
    # On 31 January d has been in care for nine working days.
    assert figure(made, "pep_current_term", month, period_start=date(2025, 1, 1)) == (1, 3, 33.3)
    assert figure(made, "pep_current_term", month, period_start=date(2025, 4, 1)) == (0, 4, 0.0)
    assert categories(made, "pep_current_term", AS_AT_IN_MAY) == ["not yet due"]
    assert categories(made, "pep_current_term", date(2025, 4, 30)) == ["not yet due"]
    assert categories(made, "pep_current_term", date(2024, 12, 31)) == ["overdue", "reviewed"]


def test_no_birth_date_is_in_the_published_star(night):
    made = night(AS_AT, only=HEALTH, ssd_person=[child("a")])
    columns = made.execute(
        "select table_name, column_name from information_schema.columns"
        " where table_schema in ('core', 'mart') and column_name similar to '.*(born_on|birthday|dob|fifth_on).*'"
    ).fetchall()
    assert columns == []
