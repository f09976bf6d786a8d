"""The CIN census made from SSD tables as a whole: header, order, what was left out and what did not come."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

import duckdb
import pytest

from caseclock.catalogue.contracts import contracts
from ssd_rows import (
    BEFORE,
    FIRST,
    LAST,
    Night,
    Row,
    assessment,
    conference,
    day,
    enquiry,
    factors,
    make,
    need_plan,
    open_case,
    person,
    plan,
    referral,
    review,
    rows,
    said,
)


def test_before_the_reference_date_the_position_is_that_of_the_delivery() -> None:
    made = make(
        open_case(
            ssd_s47_enquiry=[enquiry("2025-11-03")],
            ssd_initial_cp_conference=[conference("2025-12-08", target="2025-11-24")],
        ),
        as_at=day("2025-11-30"),
    )
    assert said(made, "section_47", "initial_cpc_target", "date_of_initial_cpc", "icpc_not_required") == [
        ("2025-11-24", None, "N")
    ]


HELD = "2025-05-20"


def test_the_header_says_whose_return_it_is() -> None:
    made = make({}, settings=[("lea", "301"), ("cin_census_serial_no", "004")])
    assert rows(made, "from cin_census.header") == [
        ("CIN", 2026, day(LAST), "L", "301", "Caseclock", None, "004",
         dt.datetime(2026, 6, 30, 22, 59, 59, tzinfo=dt.UTC), 1)
    ]  # fmt: skip
    assert rows(make({}), "select lea, serial_no from cin_census.header") == [(None, "001")]


def test_records_without_a_referral_in_the_return_are_counted() -> None:
    made = make(
        {
            "ssd_person": [person(), person()],
            "ssd_cin_episodes": [
                referral(),
                referral("2021-01-01", "2022-01-01", id="R0"),
                referral(id="R9", person=None),
            ],
            "ssd_cin_assessments": [assessment("2021-02-01", referral="R0"), assessment(FIRST, id="A2")],
            "ssd_assessment_factors": [factors('["1A", "2B"]')],
            "ssd_s47_enquiry": [enquiry(FIRST, referral=None), enquiry(FIRST, id="E2", person="K2")],
            "ssd_cin_plans": [need_plan("2021-02-01", referral="R0"), need_plan("2021-02-01", BEFORE)],
            "ssd_cp_plans": [plan("2021-03-01", referral="R0")],
            "ssd_cp_reviews": [review("2021-05-01"), review(FIRST, "P7", "V7"), review(BEFORE, "P7", "V8")],
        }
    )
    elsewhere, unknown = (
        "its referral is not in the return of this year",
        "its referral is not in the delivery",
    )
    assert rows(made, "select * from cin_census.left_out order by all") == [
        ("assessment_factors", 2, elsewhere),
        ("assessments", 1, elsewhere),
        ("child_identifiers", 1, "another row has the same number"),
        ("child_protection_plans", 1, elsewhere),
        ("cin_details", 1, "it does not say whose it is"),
        ("cin_plan_dates", 1, elsewhere),
        ("reviews", 1, "its plan is not in the delivery"),
        ("reviews", 1, elsewhere),
        ("section_47", 2, unknown),
    ]
    assert said(made, "assessments", "episode") == [(1,)]


def test_an_id_that_covers_a_group_of_children_counts_with_its_child() -> None:
    night = {
        "ssd_person": [person(), person("K2")],
        "ssd_cin_episodes": [referral(), referral(person="K2")],
        "ssd_s47_enquiry": [enquiry("2025-05-01"), enquiry("2025-05-01", person="K2")],
        "ssd_initial_cp_conference": [conference(HELD), conference("2025-05-22", person="K2")],
        "ssd_cin_assessments": [assessment(FIRST, LAST), assessment(FIRST, LAST, person="K2")],
        "ssd_assessment_factors": [factors('["4A"]')],
    }
    made = make(night)
    assert said(made, "section_47", "child", "episode", "date_of_initial_cpc") == [
        (1, 1, HELD),
        (2, 2, "2025-05-22"),
    ]
    assert said(made, "assessment_factors", "child", "assessment") == [(1, 1), (2, 2)]


def test_what_hangs_on_an_id_that_occurs_twice_is_returned_once() -> None:
    made = make(
        {
            "ssd_person": [person()],
            "ssd_cin_episodes": [referral("2025-06-01"), referral("2025-05-01", "2025-05-20")],
            "ssd_cin_assessments": [assessment("2025-05-02")],
            "ssd_cp_plans": [plan("2025-05-02"), plan("2025-05-02", "2025-06-02")],
            "ssd_cp_reviews": [review("2025-05-15")],
        }
    )
    assert said(made, "cin_details", "episode", "cin_referral_date") == [(1, "2025-05-01"), (2, "2025-06-01")]
    assert said(made, "assessments", "episode") == [(1,)]
    assert said(made, "child_protection_plans", "record") == [(1,), (2,)]
    assert said(made, "reviews", "plan") == [(1,)]


def test_shuffled_rows_give_the_same_return(sample_night: Callable[[int], Night]) -> None:
    tables = [*contracts("cin_census"), "left_out", "delivered"]
    first, second = make(sample_night(1)), make(sample_night(2))
    for table in tables:
        query = f"select * from cin_census.{table} order by all"
        assert rows(first, query) == rows(second, query), table
    assert len(rows(first, "from cin_census.section_47")) > 30


@pytest.fixture
def sample_night() -> Callable[[int], Night]:
    """A function that gives the same thirty children with several records of each kind, in another order."""

    def made(order: int) -> Night:
        draw = random.Random(7)
        night: dict[str, list[Row]] = {}
        for number in range(30):
            who = f"K{number}"
            opened = f"2025-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
            night.setdefault("ssd_person", []).append(person(who))
            night.setdefault("ssd_cin_episodes", []).append(referral(opened, person=who))
            for copy in range(2):
                night.setdefault("ssd_cin_assessments", []).append(
                    assessment(opened, person=who, id=f"A{copy}")
                )
                night.setdefault("ssd_s47_enquiry", []).append(enquiry(opened, person=who, id=f"E{copy}"))
                linked = draw.choice([None, "E0", "E1"])
                met = conference(opened, person=who, enquiry=linked, id=f"C{copy}")
                night.setdefault("ssd_initial_cp_conference", []).append(met)
                night.setdefault("ssd_cp_plans", []).append(plan(opened, person=who, id=f"P{copy}"))
                code = draw.choice(["LD", "AUT"])
                night.setdefault("ssd_disability", []).append(
                    {"disa_person_id": who, "disa_disability_code": code}
                )
        shuffle = random.Random(order)
        return {table: shuffle.sample(listed, len(listed)) for table, listed in night.items()}

    return made


def supplied(connection: duckdb.DuckDBPyConnection) -> set[str]:
    return {
        table for (table,) in rows(connection, "select table_name from cin_census.delivered where supplied")
    }


EVERY = set(contracts("cin_census"))


@pytest.mark.parametrize(
    ("missing", "gone"),
    [
        ([], set()),
        (["ssd_contacts"], set()),
        (["ssd_initial_cp_conference"], {"section_47"}),
        (["ssd_cin_episodes"], EVERY - {"header", "structure"}),
        (["ssd_person"], {"child_identifiers", "child_characteristics"}),
        (["ssd_cp_plans"], {"child_protection_plans", "reviews"}),
        (["ssd_cin_assessments"], {"assessments", "assessment_factors"}),
        # Without the column that says which referral it belongs to, nothing can be placed.
        (["ssd_cin_plans.cinp_referral_id"], {"cin_plan_dates"}),
        (["ssd_pre_proceedings"], {"pre_proceedings"}),
    ],
)
def test_a_table_is_supplied_when_all_that_it_needs_came(missing: list[str], gone: set[str]) -> None:
    assert supplied(make(open_case(), missing=missing)) == EVERY - gone


def columns_told(connection: duckdb.DuckDBPyConnection, table: str, what: str) -> set[str]:
    found = rows(
        connection,
        f"select column_name from cin_census.delivered_column where table_name = '{table}' and not {what}",
    )
    return {name for (name,) in found}


def test_a_column_is_supplied_when_what_it_is_made_from_came() -> None:
    whole = make(open_case())
    assert columns_told(whole, "section_47", "supplied") == set()
    assert columns_told(whole, "assessments", "supplied") == {"assessment_internal_review_date"}
    assert columns_told(whole, "assessments", "expected") == {"assessment_internal_review_date"}
    part = make(
        open_case(),
        missing=[
            "ssd_initial_cp_conference.icpc_icpc_date",
            "ssd_s47_enquiry.s47e_s47_nfa",
            "ssd_linked_identifiers",
        ],
    )
    assert columns_told(part, "section_47", "supplied") == {"date_of_initial_cpc"}
    assert columns_told(part, "child_identifiers", "supplied") == {"former_upn"}
    assert columns_told(part, "cin_details", "supplied") == {"date_of_initial_cpc"}
    assert columns_told(part, "cin_details", "expected") == set()
    none = make(
        open_case(), missing=["ssd_s47_enquiry.s47e_s47_nfa", "ssd_s47_enquiry.s47e_s47_outcome_json"]
    )
    assert columns_told(none, "section_47", "supplied") == {"icpc_not_required"}


def test_what_was_made_is_counted_and_the_steps_are_gone() -> None:
    made = make(open_case(ssd_cp_plans=[plan(FIRST)]))
    assert rows(
        made,
        "select required, rows_in, rows_loaded, rows_quarantined from cin_census.delivered"
        " where table_name = 'child_protection_plans'",
    ) == [(True, 1, 1, 0)]
    left = rows(made, "select table_name from duckdb_tables() where schema_name = 'main'")
    assert not [name for (name,) in left if name.startswith(("returned_", "known_", "found_", "return_"))]


def test_what_could_not_be_read_is_told_of_the_record_in_the_return() -> None:
    night = {
        "ssd_person": [{**person(), "pers_dob": None, "record": 7}],
        "ssd_cin_episodes": [
            {**referral(None), "record": 5},
            {**referral("2020-01-01", BEFORE), "record": 6},
        ],
        "ssd_s47_enquiry": [{**enquiry(FIRST, nfa=None), "record": 4}],
        "ssd_initial_cp_conference": [{**conference(None), "record": 3}],
        "ssd_cp_plans": [{**plan(FIRST), "record": 2}],
        "ssd_cp_reviews": [{**review(None), "record": 1}, {**review(None, number="V2"), "record": 8}],
    }
    unread = [
        ("ssd_person", "pers_dob", 7),
        ("ssd_person", "pers_forename", 7),
        ("ssd_cin_episodes", "cine_referral_date", 5),
        ("ssd_cin_episodes", "cine_referral_date", 6),
        ("ssd_s47_enquiry", "s47e_s47_nfa", 4),
        ("ssd_initial_cp_conference", "icpc_icpc_date", 3),
        ("ssd_cp_reviews", "cppr_cp_review_date", 1),
    ]
    made = make({**night, "unread": [
        {"table_name": table, "column_name": column, "record": record, "why": "not a date"}
        for table, column, record in unread
    ]})  # fmt: skip
    assert rows(made, "select * from cin_census.unread order by all") == [
        ("child_identifiers", "person_birth_date", 1, "not a date"),
        ("cin_details", "cin_referral_date", 1, "not a date"),
        ("reviews", "cpp_review_date", 1, "not a date"),
        ("section_47", "date_of_initial_cpc", 1, "not a date"),
        ("section_47", "icpc_not_required", 1, "not a date"),
    ]
    assert said(made, "reviews", "cpp_review_date", "plan") == [(None, 1)]
