"""The figures of the front door, from when reasons count, and what came after no further action."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from caseclock import work
from front_door import MONDAY, Door, Row, contact, endings, figure, mapped, open_door, referral, said


@pytest.fixture
def door() -> Iterator[Door]:
    connection = work.connect()
    yield open_door(connection)
    connection.close()


@pytest.mark.parametrize(
    ("received", "setting", "disposition"),
    [
        (date(2025, 6, 30), [], "PENDING"),
        (date(2025, 6, 27), [], "PENDING"),  # Friday, seen on Monday: one working day
        (date(2025, 6, 26), [], "UNKNOWN"),
        (date(2025, 6, 26), [{"name": "contact_decision_working_days", "value": "2"}], "PENDING"),
    ],
)
def test_nothing_decided_is_pending_and_then_unknown(
    door: Door, received: date, setting: list[Row], disposition: str
) -> None:
    made = door(ssd_contacts=[contact(1, received)], setting=setting)
    assert endings(made, "disposition", "is_decided") == [(disposition, False)]
    assert figure(made, "contacts_outcome_mix") is None


LIVE = date(2025, 3, 10)


@pytest.mark.parametrize(
    "told",
    [
        {"setting": [{"name": "nfa_reasons_live_from", "value": "2025-03-10"}]},
        {"ext_go_live": [{"exgl_what": "no_further_action_reasons", "exgl_live_from": LIVE}]},
        {
            "setting": [{"name": "nfa_reasons_live_from", "value": "2025-03-10"}],
            "ext_go_live": [{"exgl_what": "no_further_action_reasons", "exgl_live_from": date(2020, 1, 1)}],
        },
        {},  # from the first reason that was recorded
    ],
    ids=["setting", "go-live row", "both", "neither"],
)
def test_before_reasons_went_live_the_rate_is_blank(door: Door, told: dict[str, list[Row]]) -> None:
    made = door(
        ssd_contacts=[
            contact(1, date(2025, 2, 3), "NFA"),
            contact(2, LIVE - timedelta(days=1), "NFA"),
            contact(3, LIVE, "NFA"),
            contact(4, LIVE, "NFA"),
            contact(5, LIVE, "NFA"),
        ],
        ext_contact_outcome=[said(3, "anything"), said(4, "see notes")],
        **told,
    )
    february, march = date(2025, 2, 1), date(2025, 3, 1)
    assert figure(made, "nfa_reason_recorded_pct", period="month", period_start=february) is None
    # What is recorded and not mapped is recorded all the same.
    assert figure(made, "nfa_reason_recorded_pct", period="month", period_start=march) == (1, 3, 33.3)
    assert figure(made, "contact_no_further_action_pct", period="month", period_start=february) == (
        1,
        1,
        100.0,
    )


def test_without_any_reason_ever_there_is_no_rate_of_reasons(door: Door) -> None:
    made = door(ssd_contacts=[contact(1, MONDAY, "NFA")], ssd_cin_episodes=[referral(2)])
    assert figure(made, "nfa_reason_recorded_pct") is None
    assert figure(made, "referral_nfa_by_reason") is None
    assert figure(made, "referral_nfa_pct") == (1, 1, 100.0)


@pytest.mark.parametrize(
    ("first", "again", "within"),
    [
        (date(2024, 3, 4), date(2024, 6, 4), 3),  # the same day three months later
        (date(2024, 3, 4), date(2024, 6, 5), 6),
        (date(2024, 3, 4), date(2024, 9, 4), 6),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2024, 2, 29), date(2025, 3, 1), None),
        (date(2023, 11, 30), date(2024, 2, 29), 3),
        (date(2024, 3, 4), date(2024, 3, 4), None),  # the same day is the same occasion
    ],
)
def test_a_contact_after_no_further_action(door: Door, first: date, again: date, within: int | None) -> None:
    made = door(
        ssd_contacts=[
            contact(1, f"{first} 09:00", "NFA"),
            contact(2, f"{again} 15:00", "NEW_REFERRAL", child="p1", cont_contact_source_code="6"),
        ]
    )
    assert endings(made, "contact_again_within_months")[0] == (within,)
    period = {"period": "month", "period_start": first.replace(day=1)}
    for months in (3, 6, 12):
        came = within is not None and within <= months
        wanted = (1, 1, 100.0) if came else (0, 1, 0.0)
        assert figure(made, f"recontact_after_no_further_action_{months}m", **period) == wanted


def test_time_that_is_not_over_is_not_counted(door: Door) -> None:
    made = door(ssd_contacts=[contact(1, date(2025, 3, 30), "NFA"), contact(2, date(2025, 3, 31), "NFA")])
    # Three months after 30 and 31 March are both 30 June, which is over.
    assert figure(made, "recontact_after_no_further_action_3m") == (0, 2, 0.0)
    assert figure(made, "recontact_after_no_further_action_6m") is None


def test_help_within_30_days_of_a_contact_below_the_threshold(door: Door) -> None:
    day = date(2025, 4, 1)
    starts = [day + timedelta(days=12), day + timedelta(days=30), day + timedelta(days=31), None]
    made = door(
        ssd_contacts=[contact(n, day, "NFA") for n in range(4)] + [contact(9, date(2025, 6, 20), "NFA")],
        ext_contact_outcome=[said(n, "below") for n in (0, 1, 2, 3, 9)],
        mapping_no_further_action=[mapped("below", "TH")],
        ssd_early_help_episodes=[
            {"earl_episode_id": f"h{n}", "earl_person_id": f"p{n}", "earl_episode_start_date": start}
            for n, start in enumerate(starts)
            if start
        ],
    )
    assert figure(made, "below_threshold_helped_30d") == (2, 4, 50.0)
    assert figure(made, "contacts_below_threshold_pct") == (5, 5, 100.0)


def test_shares_of_outcomes_add_up_and_undecided_ones_are_apart(door: Door) -> None:
    given = [
        ("NEW_REFERRAL",),
        ("CP_ENQUIRY",),
        ("ADVICE",),
        ("NFA",),
        ("NFA",),
        ("MISSING",),
        ("OTHER_OUTCOMES_EXIST",),
    ]
    made = door(
        ssd_contacts=[contact(n, MONDAY, *flags) for n, flags in enumerate(given)]
        + [contact(7, MONDAY), contact(8, MONDAY)],
        ext_contact_outcome=[said(6, None, "EH referral"), said(7, None, "Something of our own")],
    )
    shares = dict(
        made.execute(
            "select band, (cast(numerator as integer), cast(denominator as integer)) from mart.measure_value"
            " where measure = 'contacts_outcome_mix' and level = 'authority' and period = 'last_12_months'"
        ).fetchall()
    )
    assert shares == {
        "referral": (2, 8), "advice_or_signpost": (1, 8), "no_further_action": (2, 8), "other": (1, 8),
        "early_help": (1, 8), "unknown": (1, 8),
    }  # fmt: skip
    assert figure(made, "contact_conversion_rate") == (2, 8, 25.0)
    assert figure(made, "contacts") == (9, None, 9)


def test_a_decision_without_its_date_is_not_taken_for_late(door: Door) -> None:
    made = door(ssd_contacts=[contact(1, MONDAY, "NFA"), contact(2, MONDAY)])
    assert made.execute(
        "select state from mart.clock_ledger where measure = 'contact_decision_1wd' order by state"
    ).fetchall() == [("not_measurable",), ("open_overdue",)]


def test_a_team_at_twice_the_median_is_marked(door: Door) -> None:
    days = {"N": [1, 1, 1, 1, 1], "S": [2, 2, 3]}
    rows = [(team, n, took) for team, each in days.items() for n, took in enumerate(each)]
    made = door(
        ssd_cin_episodes=[referral(n, cine_referral_team=team) for n, (team, _, _) in enumerate(rows)],
        ext_contact_outcome=[
            said(n, entity="referral", exco_decided_at=f"{MONDAY + timedelta(days=took)} 12:00")
            for n, (_, _, took) in enumerate(rows)
        ],
    )
    assert made.execute(
        "select team_code, decisions, median_days, authority_median_days, is_twice_the_median"
        " from mart.decision_spread join core.dim_team using (team_key) order by team_code"
    ).fetchall() == [("N", 5, 1, 1, False), ("S", 3, 2, 1, True)]


def test_closures_by_their_code_and_those_found_not_in_need(door: Door) -> None:
    closed = {"cine_close_date": date(2025, 4, 30)}
    made = door(
        ssd_cin_episodes=[
            referral(1, flag="N", cine_close_reason="RC8", **closed),
            referral(2, flag="N", cine_close_reason="RC9", **closed),
            referral(3, flag="N", cine_close_reason="RC1", **closed),
            referral(4, flag="N", **closed),
            referral(5, flag="N"),
        ],
        ssd_cin_assessments=[
            {
                "cina_assessment_id": f"a{n}",
                "cina_person_id": f"p{n}",
                "cina_referral_id": f"r{n}",
                "cina_assessment_start_date": MONDAY,
            }
            for n in (1, 3, 5)
        ],
    )
    # The one of RC9 has no assessment behind it.
    assert figure(made, "assessed_not_in_need_pct") == (1, 5, 20.0)
    april = {"period": "month", "period_start": date(2025, 4, 1)}
    assert figure(made, "ceased_cin_reason", band="RC8", **april) == (1, 4, 25.0)
    assert figure(made, "ceased_cin_reason", band="not_recorded", **april) == (1, 4, 25.0)
    assert figure(made, "referral_children") == (5, 5, 5)
