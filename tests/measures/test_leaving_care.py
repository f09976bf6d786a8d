"""Care leavers: around the birthday, in touch, visited at home, and with a pathway plan."""

from __future__ import annotations

from datetime import date
from typing import Any

from measures.wellbeing_rows import AS_AT, care, categories, child, figure, state

LEFT = date(2024, 3, 1)
LEAVERS = (
    "care_leaver_in_touch",
    "care_leaver_eet",
    "care_leaver_accommodation",
    "care_leaver_pa_contact_8wk",
    "care_leaver_pa_visit",
    "pathway_plan_review_6m",
)


def leaver(name: str, **more: Any) -> dict[str, Any]:
    said = {
        "eligibility": "Former relevant",
        "in_touch": "YES",
        "activity": "F2",
        "accom_suitable": "1",
    } | more
    columns = {
        f"clea_care_leaver_{key}" if key != "pathway_plan_review_date" else f"clea_{key}": value
        for key, value in said.items()
    }
    return {"clea_table_id": name, "clea_person_id": name, **columns}


def test_a_care_leaver_counts_once_a_year_a_month_after_the_birthday(night):
    born = {
        "nineteen": date(2006, 5, 30),
        "not yet a month": date(2006, 6, 1),
        "twenty-one": date(2004, 1, 10),
        "twenty-two": date(2003, 1, 10),
        "no word": date(2006, 2, 1),
        "home": date(2006, 2, 1),
        "eligible": date(2008, 2, 1),
    }
    rows = [leaver(name) for name in list(born)[:4]]
    rows += [
        leaver("no word", in_touch=None, activity=None, accom_suitable=None),
        leaver("home", in_touch="RHOM"),
        leaver("eligible", eligibility="Eligible"),
    ]
    made = night(
        AS_AT,
        only=LEAVERS,
        ssd_person=[child(name, day) for name, day in born.items()],
        ssd_cla_episodes=[care(name, date(2022, 1, 10), LEFT) for name in born],
        ssd_care_leavers=rows,
    )
    year = "last_12_months"
    # The one whose birthday was on 1 June still counts at that of the year before.
    for measure in ("care_leaver_in_touch", "care_leaver_eet", "care_leaver_accommodation"):
        assert figure(made, measure, year) == (2, 3, 66.7)
        assert figure(made, measure, "month", period_start=date(2024, 6, 1)) == (1, 1, 100.0)
    assert categories(made, "care_leaver_accommodation", date(2025, 2, 1)) == ["no information"]


def test_contact_in_eight_weeks_or_by_the_councils_own_limit(night):
    rows = {
        "ssd_person": [child(name, date(2005, 1, 1)) for name in "abcd"],
        "ssd_cla_episodes": [care(name, date(2022, 1, 10), LEFT) for name in "abcd"],
        "ssd_care_leavers": [
            leaver("a", latest_contact=date(2025, 5, 5)),
            leaver("b", latest_contact=date(2025, 5, 4)),
            leaver("c"),
            leaver("d", in_touch="REFU"),
        ],
    }
    made = night(AS_AT, only=LEAVERS, **rows)
    measure = "care_leaver_pa_contact_8wk"
    assert state(made, measure) == {"a": "in_time", "b": "late", "c": "late", "d": "excluded"}
    assert figure(made, measure) == (1, 3, 33.3)


def test_a_council_may_ask_for_contact_more_often(night):
    made = night(
        AS_AT,
        only=LEAVERS,
        setting=[{"name": "care_leaver_contact_days", "value": "28"}],
        ssd_person=[child("a", date(2005, 1, 1))],
        ssd_cla_episodes=[care("a", date(2022, 1, 10), LEFT)],
        ssd_care_leavers=[leaver("a", latest_contact=date(2025, 6, 1))],
    )
    assert figure(made, "care_leaver_pa_contact_8wk") == (0, 1, 0.0)


def test_a_visit_elsewhere_is_none_and_a_home_of_ones_own_is_left_out(night):
    contact = {"exlc_contact_on": date(2025, 5, 6)}
    made = night(
        AS_AT,
        only=LEAVERS,
        ssd_person=[child(name, date(2006, 1, 1)) for name in "abcd"],
        ext_leaver_accommodation=[
            {
                "exla_id": name,
                "exla_person_id": name,
                "exla_starts_on": date(2025, 5, 1),
                "exla_ends_on": date(2025, 5, 7) if name == "d" else None,
                "exla_provided": "N" if name == "c" else "Y",
            }
            for name in "abcd"
        ],
        ext_leaver_contact=[
            contact | {"exlc_id": "a", "exlc_person_id": "a", "exlc_at_accommodation": "Y"},
            contact | {"exlc_id": "b", "exlc_person_id": "b", "exlc_at_accommodation": "N"},
        ],
    )
    assert state(made, "care_leaver_pa_visit") == {
        "a": "open_in_time",
        "b": "open_overdue",
        "c": "excluded",
        "d": "excluded",
    }
    assert figure(made, "care_leaver_pa_visit", "last_12_months") == (1, 2, 50.0)


def test_the_last_pathway_review_is_enough_where_there_is_no_feed_of_plans(night):
    made = night(
        AS_AT,
        only=LEAVERS,
        ssd_person=[child(name, date(2006, 1, 1)) for name in "abc"],
        ssd_care_leavers=[
            leaver("a", pathway_plan_review_date=date(2024, 12, 30)),
            leaver("b", pathway_plan_review_date=date(2024, 12, 29)),
            leaver("c"),
        ],
    )
    assert state(made, "pathway_plan_review_6m") == {"a": "open_in_time", "b": "open_overdue"}
    assert figure(made, "pathway_plan_review_6m") == (1, 2, 50.0)
