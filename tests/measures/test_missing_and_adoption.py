"""Children who go missing and come back, and children who are adopted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from measures.wellbeing_rows import AS_AT, care, categories, child, figure

LONDON = ZoneInfo("Europe/London")
MISSING = ("rhi_offered_pct", "rhi_72h", "rhi_72h_of_completed", "missing_incidents", "missing_children")
ADOPTION = ("adoption_a10", "adoption_a2")


def at(day: int, hour: int = 12) -> datetime:
    return datetime(2025, 6, day, hour, tzinfo=LONDON)


def missing(name: str, back: datetime | None, **more: Any) -> dict[str, Any]:
    return {
        "miss_table_id": f"{name}-{at(1)}",
        "miss_person_id": name,
        "miss_missing_episode_type": "M",
        "miss_missing_episode_start_date": at(1),
        "miss_missing_episode_end_date": back,
        **more,
    }


def test_an_interview_is_owed_for_each_return(night):
    interview = {"exri_person_id": "a", "exri_missing_id": f"a-{at(1)}"}
    made = night(
        AS_AT,
        only=MISSING,
        ssd_person=[child(name) for name in "abcdef"],
        ssd_cla_episodes=[care("a", date(2024, 1, 8))],
        ssd_missing=[
            missing("a", at(2), miss_missing_rhi_offered="N"),
            missing("b", at(2), miss_missing_rhi_offered="Y", miss_missing_rhi_accepted="N"),
            missing("c", at(2), miss_missing_rhi_offered="NA"),
            missing("d", None),
            missing("e", at(2), miss_missing_episode_type="A"),
            missing("f", at(29)),
        ],
        ext_return_interview=[
            interview
            | {
                "exri_returned_at": at(2, 18),
                "exri_interviewed_at": at(5, 18),
                "exri_provider": "An independent charity",
            }
        ],
    )
    assert figure(made, "rhi_offered_pct", "last_12_months") == (2, 4, 50.0)
    # b declined, c is overdue, f has had a day and a half.
    assert figure(made, "rhi_72h", "last_12_months") == (1, 2, 50.0)
    assert figure(made, "rhi_72h_of_completed", "last_12_months") == (1, 1, 100.0)
    assert figure(made, "missing_incidents", "last_12_months") == (5, None, 5)
    assert made.execute(
        "select state, elapsed, category from mart.clock_ledger inner join child_of using (child_key)"
        " where measure = 'rhi_72h' and local_id = 'a'"
    ).fetchall() == [("in_time", 72, "an independent provider")]
    assert categories(made, "missing_incidents", date(2025, 6, 1)) == ["looked after", "not looked after"]


def test_children_are_counted_once_however_often_they_go(night):
    rows = [missing("a", at(2)), missing("b", at(2))]
    again = missing("a", at(9)) | {"miss_table_id": "again", "miss_missing_episode_start_date": at(8)}
    made = night(AS_AT, only=MISSING, ssd_person=[child("a"), child("b")], ssd_missing=[*rows, again])
    assert figure(made, "missing_incidents", "month", period_start=date(2025, 6, 1))[0] == 3
    assert figure(made, "missing_children", "month", period_start=date(2025, 6, 1))[0] == 2


@pytest.mark.parametrize(("kept", "counted"), [("keep", (0, 2, 0.0)), ("left_out", (0, 1, 0.0))])
def test_a_child_missing_again_before_72_hours_is_kept_unless_the_council_says_otherwise(
    night, kept, counted
):
    again = missing("a", at(9)) | {"miss_table_id": "again", "miss_missing_episode_start_date": at(4)}
    made = night(
        AS_AT,
        only=MISSING,
        setting=[{"name": "return_interview_missing_again", "value": kept}],
        ssd_person=[child("a")],
        ssd_missing=[missing("a", at(2)), again],
    )
    assert figure(made, "rhi_72h", "last_12_months") == counted


def adoption(name: str, **days: date) -> dict[str, Any]:
    return {
        "perm_table_id": name,
        "perm_person_id": name,
        "perm_cla_id": f"{name}-{date(2022, 1, 1)}",
        "perm_adopted_by_carer_flag": "N",
        **{f"perm_{key}": value for key, value in days.items()},
    }


def test_adoption_is_a_mean_of_days_over_three_years_by_the_day_of_the_order(night):
    entered = date(2022, 1, 1)
    made = night(
        AS_AT,
        only=ADOPTION,
        ssd_person=[child(name) for name in "abcd"],
        ssd_cla_episodes=[
            care("a", entered, date(2022, 7, 1), clae_cla_episode_ceased_reason="E12"),
            care("b", entered, date(2025, 3, 3), clae_cla_episode_ceased_reason="E11"),
            care("c", entered, date(2022, 6, 30), clae_cla_episode_ceased_reason="E12"),
            care("d", entered, date(2025, 3, 3), clae_cla_episode_ceased_reason="E45"),
        ],
        ssd_permanence=[
            adoption("a", placed_for_adoption_date=date(2022, 4, 11), placement_order_date=date(2022, 3, 1),
                     matched_date=date(2022, 2, 1)),
            adoption("b", placed_for_adoption_date=date(2022, 4, 12), placement_order_date=date(2022, 3, 1),
                     matched_date=date(2022, 4, 1)),
            adoption("c", placed_for_adoption_date=date(2022, 4, 11)),
            adoption("d", placed_for_adoption_date=date(2022, 4, 11)),
        ],
    )  # fmt: skip
    # 100 and 101 days; c was adopted a day before the three years, d never. 100.5 is rounded up.
    assert figure(made, "adoption_a10", "last_36_months") == (201, 2, 101)
    assert figure(made, "adoption_a10", "last_12_months") == (101, 1, 101)
    # A match before the order is 0 days and stays in: 0 and 31.
    assert figure(made, "adoption_a2", "last_36_months") == (31, 2, 16)
