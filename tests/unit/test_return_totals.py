"""The totals of a return: what counts on which day, and how it differs from last year's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import duckdb
import pytest

from caseclock import work
from caseclock.report.return_totals import (
    LAST_RETURN,
    Total,
    Totals,
    described,
    signed_count,
    signed_percent,
    totals,
)
from caseclock.returns.census_schema import SCHEMA, make_schema, write_year

FIRST, LAST = date(2025, 4, 1), date(2026, 3, 31)
Rows = dict[str, list[dict[str, object]]]


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    opened = work.connect()
    yield opened
    opened.close()


def make(connection: duckdb.DuckDBPyConnection, rows: Rows, schema: str = SCHEMA, year: int = 2026) -> None:
    make_schema(connection, schema)
    write_year(connection, year, date(year, 3, 31), schema=schema)
    for table, told in rows.items():
        for record, row in enumerate(told, start=1):
            known = {"child": 1, "episode": 1, "record": record, **row}
            held = connection.execute(f"describe {schema}.{table}").fetchall()
            names = [name for name, *_ in held if name in known]
            connection.execute(
                f"insert into {schema}.{table} ({', '.join(names)}) values ({', '.join('?' * len(names))})",
                [known[name] for name in names],
            )


def counted(
    connection: duckdb.DuckDBPyConnection, rows: Rows, as_at: date = date(2026, 6, 30)
) -> dict[str, int]:
    make(connection, rows)
    return {each.name: each.this for each in totals(connection, SCHEMA, as_at).rows}


@pytest.mark.parametrize(
    ("table", "column", "total"),
    [
        ("cin_details", "cin_referral_date", "referrals"),
        ("assessments", "assessment_authorisation_date", "assessments_authorised"),
        ("section_47", "s47_actual_start_date", "section_47_enquiries"),
        ("section_47", "date_of_initial_cpc", "initial_conferences"),
        ("cin_details", "date_of_initial_cpc", "initial_conferences"),
        ("child_protection_plans", "cpp_start_date", "plans_started"),
        ("child_protection_plans", "cpp_end_date", "plans_ended"),
        ("reviews", "cpp_review_date", "reviews"),
    ],
)
def test_events_count_from_the_first_day_to_the_last(
    connection: duckdb.DuckDBPyConnection, table: str, column: str, total: str
) -> None:
    days = [date(2025, 3, 31), FIRST, LAST, date(2026, 4, 1), None]
    rows: Rows = {table: [{column: day, "episode": n} for n, day in enumerate(days, start=1)]}
    assert counted(connection, rows)[total] == 2


def test_up_to_as_at_when_the_year_is_not_over(connection: duckdb.DuckDBPyConnection) -> None:
    rows: Rows = {
        "cin_details": [{"cin_referral_date": day} for day in (date(2025, 9, 30), date(2025, 10, 1))]
    }
    assert counted(connection, rows, date(2025, 9, 30))["referrals"] == 1


def test_a_conference_in_both_places_is_one(connection: duckdb.DuckDBPyConnection) -> None:
    day = date(2025, 6, 2)
    rows: Rows = {
        "cin_details": [{"date_of_initial_cpc": day}, {"date_of_initial_cpc": day, "child": 2, "episode": 2}],
        "section_47": [{"date_of_initial_cpc": day}, {"date_of_initial_cpc": date(2025, 6, 3)}],
    }
    assert counted(connection, rows)["initial_conferences"] == 3


def test_plans_are_open_until_the_day_on_which_they_end(connection: duckdb.DuckDBPyConnection) -> None:
    rows: Rows = {
        "child_protection_plans": [
            {"cpp_start_date": start, "cpp_end_date": end}
            for start, end in [
                (LAST, None),
                (date(2026, 4, 1), None),
                (FIRST, LAST),
                (FIRST, date(2026, 4, 1)),
                (date(2020, 1, 1), None),
            ]
        ]
    }
    assert counted(connection, rows)["plans_open"] == 3


def test_children_in_need_have_an_open_referral_that_went_further(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    referrals: list[dict[str, object]] = [
        {},
        {"referral_nfa": "Y"},
        {"cin_closure_date": LAST},
        {"cin_closure_date": date(2026, 4, 1)},
        {"referral_nfa": "N"},
        {"cin_referral_date": date(2026, 4, 1)},
    ]
    rows: Rows = {
        "child_identifiers": [
            {"child": n, "person_death_date": LAST if n == 5 else None} for n in range(1, 7)
        ],
        "cin_details": [
            {"child": n, "episode": n, "cin_referral_date": FIRST, **each}
            for n, each in enumerate(referrals, start=1)
        ],
    }
    found = counted(connection, rows)
    assert found["children_in_need"] == 2  # the first and the fourth
    assert found["children"] == 5  # the sixth was referred later
    assert found["referrals_no_further_action"] == 1


def test_a_child_counts_once_however_many_disabilities(connection: duckdb.DuckDBPyConnection) -> None:
    rows: Rows = {
        "child_identifiers": [{"child": n} for n in (1, 2, 3)],
        "disabilities": [
            {"child": child, "disability": code}
            for child, code in [(1, "LD"), (1, "AUT"), (2, "NONE"), (3, None)]
        ],
    }
    found = counted(connection, rows)
    assert found["children_with_a_disability"] == 1
    assert found["children"] == 3  # a child without a referral is one of the return


def test_last_years_return_is_counted_to_the_same_day(connection: duckdb.DuckDBPyConnection) -> None:
    make(connection, {"cin_details": [{"cin_referral_date": date(2025, 9, 1)}] * 30})
    last: Rows = {
        "cin_details": [{"cin_referral_date": date(2024, month, 1)} for month in (5, 6, 7, 8, 11, 12)] * 5
    }
    make(connection, last, LAST_RETURN, 2025)
    found = totals(connection, SCHEMA, date(2025, 9, 30))
    assert (found.last_year, found.last_year_day, found.whole) == (2025, date(2024, 9, 30), False)
    referrals = next(each for each in found.rows if each.name == "referrals")
    assert (referrals.this, referrals.last, referrals.last_whole) == (30, 20, 30)
    assert (referrals.difference, referrals.percent, referrals.is_large) == (10, Decimal("50.0"), True)
    over = totals(connection, SCHEMA, date(2026, 6, 30))
    assert (over.whole, over.last_day, over.last_year_day) == (True, LAST, date(2025, 3, 31))


@pytest.mark.parametrize(
    ("this", "last", "percent", "large"),
    [(110, 100, "10.0", True), (109, 100, "9.0", False), (90, 100, "-10.0", True), (9, 3, "200.0", False),
     (3, 10, "-70.0", True), (10, 0, None, True), (9, 0, None, False), (0, 0, None, False), (5, None, None, False)],
)  # fmt: skip
def test_what_is_a_large_difference(this: int, last: int | None, percent: str | None, large: bool) -> None:
    total = Total("some", "Some", this, last)
    assert total.percent == (None if percent is None else Decimal(percent))
    assert total.is_large is large


def test_the_largest_differences_come_first() -> None:
    rows = tuple(
        Total(name, name, this, last, last)
        for name, this, last in [
            ("A", 90, 100),
            ("B", 130, 100),
            ("C", 50, 100),
            ("D", 100, 100),
            ("E", 12, 0),
        ]
    )
    found = Totals(rows, LAST, True, 2025, LAST)
    assert [each.name for each in found.largest] == ["E", "C", "B", "A"]
    assert described(found.largest[:2]) == "E (12 against 0); C \N{MINUS SIGN}50.0% (50 against 100)"


def test_signs() -> None:
    assert [signed_count(value) for value in (1200, 0, -3, None)] == ["+1,200", "0", "\N{MINUS SIGN}3", "–"]
    assert [signed_percent(value) for value in (Decimal("1.5"), None)] == ["+1.5%", "–"]
