"""Text becomes its contract's type strictly: one declared form, or null and a note."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseclock import work
from caseclock.catalogue.contracts import contracts
from caseclock.catalogue.systems import System, system
from caseclock.load.typed_column import define_macros, reading_of
from deliveries import folder, landed, loaded, loaded_contacts

pytestmark = pytest.mark.usefixtures("own_data")


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    made = work.connect()
    define_macros(made)
    yield made
    made.close()


def ask(connection: duckdb.DuckDBPyConnection, expression: str, text: str) -> Any:
    row = connection.execute(f"select {expression} from (select ? as said)", [text]).fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-02-28", date(2026, 2, 28)),
        ("2024-02-29 00:00:00", date(2024, 2, 29)),
        ("2026-03-01T10:11", date(2026, 3, 1)),
        ("2026-03-01 10:11:12.1234567", date(2026, 3, 1)),
        ("2026-07-01T23:30:00Z", date(2026, 7, 2)),
        ("2026-07-01T00:30:00+01:00", date(2026, 7, 1)),
        ("2026-07-01 00:30:00 +0200", date(2026, 6, 30)),
        ("2026-02-29", None),
        ("2026-02-31", None),
        ("2026-13-01", None),
        ("26-02-28", None),
        ("2026-2-28", None),
        ("2026/02/28", None),
        ("28/02/2026", None),
        ("20260228", None),
        ("45292", None),
        ("0001-01-01", None),
        ("0000-01-01", None),
        ("2026-02-28 24:00:00", None),
        ("2026-02-28 10:60", None),
        ("2026-02-28 10:00 o'clock", None),
        ("2026-02-28 (BC)", None),
        ("-2026-02-28", None),
        ("infinity", None),
        ("today", None),
    ],
)
def test_iso_dates(connection: duckdb.DuckDBPyConnection, text: str, day: date | None) -> None:
    assert ask(connection, "iso_date(said)", text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("03/04/2026", date(2026, 4, 3)),
        ("25/04/2026", date(2026, 4, 25)),
        ("25/04/2026 00:00:00", date(2026, 4, 25)),
        ("04/25/2026", None),
        ("31/02/2026", None),
        ("3/4/2026", None),
        ("03/04/26", None),
        ("03-04-2026", None),
        ("2026-04-03", None),
        ("45292", None),
    ],
)
def test_day_first_dates(connection: duckdb.DuckDBPyConnection, text: str, day: date | None) -> None:
    assert ask(connection, "day_first_date(said)", text) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-01 10:00", datetime(2026, 1, 1, 10, tzinfo=UTC)),
        ("2026-07-01T10:00:00", datetime(2026, 7, 1, 9, tzinfo=UTC)),
        ("2026-07-01", datetime(2026, 6, 30, 23, tzinfo=UTC)),
        ("2026-07-01T10:00:00Z", datetime(2026, 7, 1, 10, tzinfo=UTC)),
        ("2024-10-27 00:59:59", datetime(2024, 10, 26, 23, 59, 59, tzinfo=UTC)),
        ("2024-10-27 01:30:00", datetime(2024, 10, 27, 0, 30, tzinfo=UTC)),  # comes twice: the first
        ("2024-10-27 02:00:00", datetime(2024, 10, 27, 2, tzinfo=UTC)),
        ("2024-03-31 01:30:00", datetime(2024, 3, 31, 1, 30, tzinfo=UTC)),  # is on no clock
        ("2024-10-27 01:30:00+00:00", datetime(2024, 10, 27, 1, 30, tzinfo=UTC)),
        ("10:00", None),
    ],
)
def test_moments_are_london_wall_time(
    connection: duckdb.DuckDBPyConnection, text: str, moment: datetime | None
) -> None:
    assert ask(connection, "iso_moment(said)", text) == moment


@settings(max_examples=60, deadline=None)
@given(st.datetimes(datetime(1950, 1, 1), datetime(2037, 12, 31)))
def test_a_wall_clock_means_what_python_means_by_it(
    connection: duckdb.DuckDBPyConnection, wall: datetime
) -> None:
    wall = wall.replace(microsecond=0, fold=0)  # a time that comes twice is the first one
    there = ask(connection, "epoch_us(iso_moment(said))", wall.isoformat(sep=" "))
    assert there == int(wall.replace(tzinfo=ZoneInfo("Europe/London")).timestamp() * 1_000_000)


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("-1", -1), ("0012", 12), ("1.0", None), ("1e3", None), ("9" * 19, None), ("", None)],
)
def test_whole_numbers(connection: duckdb.DuckDBPyConnection, text: str, number: int | None) -> None:
    assert ask(connection, "whole_number(said)", text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12.5", Decimal("12.5")),
        ("3.14159265", Decimal("3.1416")),
        ("1,5", None),
        ("1e3", None),
        ("1234567890", None),
    ],
)
def test_numbers(connection: duckdb.DuckDBPyConnection, text: str, number: Decimal | None) -> None:
    assert ask(connection, "any_number(said)", text) == number


@pytest.mark.parametrize("blank", [" ", "\t", "\r\n", "\xa0", " \xa0\t"])
def test_outer_blanks_are_cut_and_blank_is_null(connection: duckdb.DuckDBPyConnection, blank: str) -> None:
    assert ask(connection, "trimmed(said)", f"{blank}a b{blank}") == "a b"
    assert ask(connection, "trimmed(said)", blank) is None


def column(table: str, name: str, made_by: System) -> str:
    contract = contracts()[table]
    return reading_of(contract, contract.column(name), made_by, False).value.replace(f'"{name}"', "said")


@pytest.mark.parametrize(
    ("text", "flag"),
    [("Y", "Y"), ("yes", "Y"), ("1", "Y"), ("TRUE", "Y"), ("a) Yes", "Y"), ("N", "N"), ("b) No", "N"), ("0", "N"),
     ("Further action", "N"), ("U", None), ("perhaps", None)],
)  # fmt: skip
def test_flags(connection: duckdb.DuckDBPyConnection, text: str, flag: str | None) -> None:
    assert (
        ask(connection, column("ssd_cin_assessments", "cina_assessment_outcome_nfa", system("plain")), text)
        == flag
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [("0012", "0012"), ("EG111111", "EG111111"), ("-1", None), ("1.23E+05", None), ("2E3", None)],
)
def test_ids(connection: duckdb.DuckDBPyConnection, text: str, kept: str | None) -> None:
    assert ask(connection, column("ssd_contacts", "cont_person_id", system("liquidlogic")), text) == kept


def test_what_was_not_read_is_noted_and_what_stands_for_nothing_is_counted(tmp_path: Path) -> None:
    rows = "1,2,1900-01-01 00:00:00\n2,-1,31/12/2025\n3,SSD_PH,2026-02-30\n1.2E+05,9,\n"
    connection = loaded_contacts(tmp_path / "in", rows, "liquidlogic")
    assert connection.sql("select column_name, record, why from unread order by all").fetchall() == [
        ("cont_contact_date", 2, "not a date in the form YYYY-MM-DD"),
        ("cont_contact_date", 3, "not a date in the form YYYY-MM-DD"),
        ("cont_contact_id", 4, "a number that a spreadsheet has shortened"),
    ]
    assert connection.sql("select column_name, rows from placeholder order by all").fetchall() == [
        ("cont_contact_date", 1),
        ("cont_person_id", 2),
    ]


def test_an_unknown_flag_is_noted_and_one_said_to_be_unknown_is_not(tmp_path: Path) -> None:
    header = "cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,cina_assessment_auth_date"
    place = folder(
        tmp_path / "in",
        {
            "ssd_cin_assessments.csv": f"{header},cina_assessment_child_seen\n1,2,3,,,U\n2,2,3,,,perhaps\n3,2,3,,,Yes\n"
        },
    )
    connection, told = loaded(landed(place))
    assert connection.sql("select record, why from unread").fetchall() == [
        (2, "not a known spelling of yes or no")
    ]
    assert told.placeholders == 0


def test_a_column_may_be_declared_otherwise_for_one_source(tmp_path: Path) -> None:
    made_by = system("plain").with_local({"ssd_contacts.cont_contact_date": "day_first"}, {})
    assert made_by.date_format("ssd_contacts", "cont_contact_date") == "day_first"
    assert made_by.date_format("ssd_person", "pers_dob") == "iso"
