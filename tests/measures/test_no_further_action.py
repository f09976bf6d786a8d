"""No further action: what was recorded, what became of the case, and why, side by side."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest

from caseclock import work
from caseclock.catalogue.measures import measures
from caseclock.measure.core import build_core
from caseclock.measure.example_rows import empty_night
from caseclock.measure.ledger import build_measures

AS_AT = date(2025, 6, 30)
MONDAY = date(2025, 3, 3)
FRONT_DOOR = {"contacts", "referrals"}

Row = dict[str, Any]
Door = Callable[..., duckdb.DuckDBPyConnection]


@pytest.fixture
def door() -> Iterator[Door]:
    """`door(table=[rows], ..., as_at=...)`: a night with these rows and the measures of the front door."""
    connection = work.connect()

    def build(as_at: date = AS_AT, system: str = "plain", **tables: list[Row]) -> duckdb.DuckDBPyConnection:
        empty_night(connection, as_at)
        connection.execute("update main.this_run set system = ?", [system])
        for table, rows in tables.items():
            for row in rows:
                marks = ", ".join("?" for _ in row)
                connection.execute(
                    f"insert into main.{table} ({', '.join(row)}) values ({marks})", list(row.values())
                )
        build_core(connection)
        build_measures(connection, [each for each in measures() if each.header.domain in FRONT_DOOR])
        return connection

    yield build
    connection.close()


def contact(number: int, on: date | str = MONDAY, *flags: str, child: str = "", **more: Any) -> Row:
    outcome = json.dumps({f"{flag}_FLAG": "Y" for flag in flags}, separators=(",", ":")) if flags else None
    return {
        "cont_contact_id": f"k{number}",
        "cont_person_id": child or f"p{number}",
        "cont_contact_date": on,
        "cont_contact_outcome_json": outcome,
        **more,
    }


def referral(number: int, on: date = MONDAY, flag: str | None = "Y", **more: Any) -> Row:
    return {
        "cine_referral_id": f"r{number}",
        "cine_person_id": f"p{number}",
        "cine_referral_date": on,
        "cine_referral_nfa": flag,
        **more,
    }


def said(number: int, reason: str | None = None, outcome: str | None = None, **more: Any) -> Row:
    entity = more.pop("entity", "contact")
    return {
        "exco_id": f"{entity[0] if entity == 'referral' else 'k'}{number}",
        "exco_entity": entity,
        "exco_person_id": f"p{number}",
        "exco_reason": reason,
        "exco_outcome": outcome,
        **more,
    }


def mapped(words: str, code: str, disposition: str = "NO_FURTHER_ACTION", **more: Any) -> Row:
    return {
        "source_system": "any",
        "entity": "contact",
        "source_field": "reason",
        "source_value_folded": words,
        "reason_code": code,
        "disposition": disposition,
        **more,
    }


def endings(made: duckdb.DuckDBPyConnection, *columns: str, entity: str = "contact") -> list[tuple[Any, ...]]:
    """These columns of every ending of a kind, in the order in which the rows were given."""
    key = {"contact": "keyed_contact", "referral": "keyed_referral"}[entity]
    number = {"contact": "cont_contact_id", "referral": "cine_referral_id"}[entity]
    return made.execute(
        f"select {', '.join(f'ending.{column}' for column in columns)} from mart.no_further_action as ending"
        f" join main.{key} as keyed on ending.subject_key = keyed.{entity}_key"
        f" where entity = '{entity}' order by cast(substr({number}, 2) as integer)"
    ).fetchall()


def figure(made: duckdb.DuckDBPyConnection, measure: str, **where: Any) -> tuple[float | None, ...] | None:
    keys = {"level": "authority", "period": "last_12_months", **where}
    rows = made.execute(
        "select numerator, denominator, value from mart.measure_value"
        f" where measure = ? and {' and '.join(f'{key} = ?' for key in keys)}",
        [measure, *keys.values()],
    ).fetchall()
    assert len(rows) <= 1
    return tuple(None if each is None else float(each) for each in rows[0]) if rows else None


def test_flag_state_and_reason_stand_side_by_side(door: Door) -> None:
    made = door(
        ssd_contacts=[
            contact(1, MONDAY, "NFA"),
            contact(2, MONDAY, "NFA", "NEW_REFERRAL"),
            contact(3, MONDAY, "NFA", "ADVICE"),
            contact(4, MONDAY, "NFA"),
            contact(5, MONDAY, "OTHER_OUTCOMES_EXIST"),
            contact(6, MONDAY, "EXISTING_REFERRAL"),
            contact(7, MONDAY, "CP_ENQUIRY"),
            contact(8, MONDAY, "OLA_CP"),
        ],
        ext_contact_outcome=[
            said(2, "Threshold not met"),
            said(4, "Threshold not met"),
            said(5, None, "EH Referral"),
        ],
        mapping_no_further_action=[mapped("threshold not met", "TH")],
    )
    assert endings(made, "recorded_flag", "disposition", "reason_code", "reason_basis") == [
        (True, "NO_FURTHER_ACTION", "NR", "none"),
        (True, "PROGRESSED_REFERRAL", "TH", "recorded"),
        (True, "INFO_ADVICE", "IA", "flag"),
        (True, "NO_FURTHER_ACTION", "TH", "recorded"),
        (False, "EARLY_HELP", "RT-EH", "next_step"),
        (False, "EXISTING_CASE", "DU", "flag"),
        (False, "PROGRESSED_STRATEGY_S47", None, None),
        (False, "ROUTED_ELSEWHERE", "OA", "flag"),
    ]
    assert endings(made, "disagreement") == [
        (None,),
        ("no further action is recorded, and the case went on",),
        ("no further action is recorded beside advice, early help or another service",),
        *[(None,)] * 5,
    ]


def test_a_blank_flag_is_unknown_and_never_no(door: Door) -> None:
    rows = [contact(1, MONDAY), contact(2, MONDAY), contact(3, MONDAY)]
    rows[0]["cont_contact_outcome_json"] = '{"NEW_REFERRAL_FLAG":"N"}'
    rows[1]["cont_contact_outcome_json"] = '{"NFA_FLAG":"N"}'
    made = door(ssd_contacts=rows, ssd_cin_episodes=[referral(9, flag=None)])
    assert endings(made, "recorded_flag") == [(None,), (False,), (None,)]
    assert endings(made, "recorded_flag", "disposition", entity="referral") == [(None, "UNKNOWN")]


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


def test_a_mapping_holds_on_the_day_of_the_event_for_its_kind_and_system(door: Door) -> None:
    april, may = date(2025, 4, 1), date(2025, 5, 1)
    made = door(
        system="mosaic",
        ssd_contacts=[contact(n, on, "NFA") for n, on in enumerate([date(2025, 3, 31), april, may, april, april, may])],
        ssd_cin_episodes=[referral(9, april)],
        ext_contact_outcome=[
            said(0, "Closed"), said(1, "CLOSED "), said(2, "closed"), said(3, "Other team"), said(4, "Moved"),
            said(5, "–"), said(9, "Closed", entity="referral"),
        ],
        mapping_no_further_action=[
            mapped("closed", "NC", valid_from=april, valid_to=date(2025, 4, 30)),
            mapped("closed", "TH", valid_from=may),
            mapped("other team", "RT-INT"),
            mapped("other team", "RT-AG", source_system="mosaic"),
            mapped("moved", "NT", source_system="eclipse"),
        ],
    )  # fmt: skip
    assert endings(made, "reason_code") == [("UM",), ("NC",), ("TH",), ("RT-AG",), ("UM",), ("NR",)]
    assert endings(made, "reason_code", entity="referral") == [("UM",)]
    coverage = made.execute(
        "select system, month, mapped, unmapped, not_recorded, unmapped_words from mart.no_further_action_mapping"
        " where entity = 'contact' order by month"
    ).fetchall()
    assert coverage == [
        ("mosaic", date(2025, 3, 1), 0, 1, 0, 1),
        ("mosaic", date(2025, 4, 1), 2, 1, 0, 1),
        ("mosaic", date(2025, 5, 1), 1, 0, 1, 0),
    ]


def test_the_national_figure_is_the_flag_whatever_the_reason_and_the_council_counts_by_reason(
    door: Door,
) -> None:
    reasons = ["early", "early", "threshold", "double", None]
    rows: dict[str, list[Row]] = {
        "ssd_cin_episodes": [referral(n) for n in range(5)] + [referral(n, flag="N") for n in range(5, 10)],
        "ext_contact_outcome": [said(n, why, entity="referral") for n, why in enumerate(reasons)],
        "mapping_no_further_action": [
            mapped("early", "RT-EH", "EARLY_HELP", entity="referral"),
            mapped("threshold", "TH", entity="referral"),
            mapped("double", "DU", "EXISTING_CASE", entity="referral"),
        ],
    }
    made = door(**rows)
    assert figure(made, "referral_nfa_pct") == (5, 10, 50.0)
    # Threshold and the one without a reason; the duplicate is in no rate.
    assert figure(made, "referral_no_further_action_council_pct") == (2, 9, 22.2)
    assert figure(made, "referral_nfa_by_reason", band="duplicate_or_open_case") == (1, 5, 20.0)


@pytest.mark.parametrize("name", ["no_further_action_counts_RT-EH", "no_further_action_counts_rt_eh"])
def test_a_setting_says_which_reasons_the_council_counts(door: Door, name: str) -> None:
    made = door(
        ssd_cin_episodes=[referral(1), referral(2, flag="N")],
        ext_contact_outcome=[said(1, "early", entity="referral")],
        mapping_no_further_action=[mapped("early", "RT-EH", "EARLY_HELP", entity="referral")],
        setting=[{"name": name, "value": "yes"}],
    )
    assert figure(made, "referral_no_further_action_council_pct") == (1, 2, 50.0)
    assert endings(made, "counts_nationally", "counts_for_council", entity="referral") == [
        (True, True),
        (False, False),
    ]


def test_what_followed_on_a_referral_contradicts_its_flag(door: Door) -> None:
    later = MONDAY + timedelta(days=3)
    link = {"cina_assessment_id": "a", "cina_person_id": "p1", "cina_referral_id": "r1"}
    made = door(
        ssd_cin_episodes=[
            referral(1),
            referral(2, cine_close_reason="RC8", cine_close_date=later),
            referral(3),
            referral(4, cine_referral_outcome_json='{"NFA_FLAG":"N"}'),
            referral(5),
        ],
        ssd_cin_assessments=[{**link, "cina_assessment_start_date": later}],
        ssd_s47_enquiry=[
            {
                "s47e_s47_enquiry_id": "e",
                "s47e_person_id": "p3",
                "s47e_referral_id": "r3",
                "s47e_s47_start_date": later,
            }
        ],
        ssd_cp_plans=[
            {
                "cppl_cp_plan_id": "x",
                "cppl_person_id": "p5",
                "cppl_referral_id": "r5",
                "cppl_cp_plan_start_date": later,
            }
        ],
    )
    assert endings(made, "recorded_flag", "disposition", "disagreement", entity="referral") == [
        (True, "PROGRESSED_ASSESSMENT", "an assessment followed on the referral"),
        (True, "NO_FURTHER_ACTION", "the referral was closed as after an assessment"),
        (True, "PROGRESSED_STRATEGY_S47", "a section 47 enquiry followed on the referral"),
        (True, "NO_FURTHER_ACTION", "the flag and the outcome say different things"),
        (True, "PROGRESSED_SERVICES", "a plan followed on the referral"),
    ]
    assert figure(made, "referral_nfa_pct") == (5, 5, 100.0)
    assert made.execute("select count(*) from mart.no_further_action_disagreement").fetchall() == [(5,)]


def test_an_enquiry_and_an_assessment_have_the_two_levels_too(door: Door) -> None:
    made = door(
        ssd_s47_enquiry=[
            {
                "s47e_s47_enquiry_id": f"e{n}",
                "s47e_person_id": f"p{n}",
                "s47e_s47_start_date": MONDAY,
                "s47e_s47_end_date": MONDAY,
                "s47e_s47_nfa": "Y",
                "s47e_s47_outcome_json": outcome,
            }
            for n, outcome in enumerate([None, '{"NFA_FLAG":"Y"}', '{"MONITOR_FLAG":"Y"}'])
        ],
        ssd_initial_cp_conference=[
            {
                "icpc_icpc_id": "c",
                "icpc_s47_enquiry_id": "e0",
                "icpc_person_id": "p0",
                "icpc_icpc_date": MONDAY,
            }
        ],
        ssd_cin_assessments=[
            {
                "cina_assessment_id": f"a{n}",
                "cina_person_id": f"p{n}",
                "cina_assessment_start_date": MONDAY,
                "cina_assessment_auth_date": MONDAY,
                "cina_assessment_outcome_nfa": flag,
                "cina_assessment_outcome_json": outcome,
            }
            for n, (flag, outcome) in enumerate([("Y", None), ("N", '{"REFERRAL_TO_OTHER_AGENCY_FLAG":"Y"}')])
        ],
    )
    found = made.execute(
        "select entity, recorded_flag, disposition, reason_code, reason_basis, disagreement"
        " from mart.no_further_action order by all"
    ).fetchall()
    aside = "no further action is recorded beside advice, early help or another service"
    assert found == [
        ("assessment", False, "ROUTED_ELSEWHERE", "RT-AG", "flag", None),
        ("assessment", True, "NO_FURTHER_ACTION", "NR", "none", None),
        ("section_47", True, "NO_FURTHER_ACTION", "NS", "flag", "a conference followed on the enquiry"),
        ("section_47", True, "NO_FURTHER_ACTION", "NS", "flag", None),
        ("section_47", True, "ROUTED_ELSEWHERE", "RT-AG", "flag", aside),
    ]


def test_reasons_beside_the_main_one_are_kept_apart(door: Door) -> None:
    made = door(
        ssd_contacts=[contact(1, MONDAY, "NFA", "ADVICE")],
        ext_contact_outcome=[said(1, "second", exco_order=2), said(1, "first", exco_order=1)],
        mapping_no_further_action=[mapped("first", "TH"), mapped("second", "NC")],
    )
    assert endings(made, "reason_code", "reason_basis") == [("TH", "recorded")]
    assert made.execute(
        "select reason_code, reason_basis from core.secondary_reason order by all"
    ).fetchall() == [
        ("IA", "flag"),
        ("NC", "recorded"),
    ]
    assert figure(made, "contacts_below_threshold_pct") == (1, 1, 100.0)


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
