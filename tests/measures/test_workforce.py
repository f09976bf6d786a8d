"""Caseload, posts, workers and allocation: figures worked out by hand and as published."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from measures.people_rows import (
    AS_AT,
    allocation,
    breakdown,
    cases,
    figure,
    people,
    post,
    worker,
)  # fmt: skip


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
        "select local_id, value from measure_input inner join main.child_of using (child_key)"
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
