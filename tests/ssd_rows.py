"""Tiny SSD tables of a night, row by row, and the CIN census made from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from caseclock.catalogue.contracts import contracts
from caseclock.load.night_facts import create_facts
from caseclock.load.tables import create_table
from caseclock.returns.census_from_ssd import make_census
from caseclock.returns.census_schema import make_schema, write_year

Row = dict[str, Any]
Night = Mapping[str, list[Row]]
# The period is 1 April 2025 to 31 March 2026.
BEFORE, FIRST, LAST, AFTER = "2025-03-31", "2025-04-01", "2026-03-31", "2026-04-01"
LATER = dt.date(2026, 6, 30)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def make(
    night: Night,
    year: int = 2026,
    as_at: dt.date = LATER,
    missing: Iterable[str] = (),
    settings: Iterable[tuple[str, str]] = (),
) -> duckdb.DuckDBPyConnection:
    """A night with these rows and its census. missing: SSD tables, and `table.column`, that did not come."""
    connection = duckdb.connect()
    connection.execute("set TimeZone='Europe/London'")
    create_facts(connection)
    connection.execute("insert into this_run (authority, as_at) values ('sample', ?)", [as_at])
    for name, value in settings:
        connection.execute("insert into setting values (?, ?, null, null)", [name, value])
    missing = set(missing)
    for contract in contracts().values():
        create_table(connection, contract)
        came = contract.table not in missing
        connection.execute(
            "insert into delivered values (?, ?, ?, null, 0, 0, 0)", [contract.table, contract.required, came]
        )
        connection.execute(
            "insert into delivered_column select ?, unnest(?::text[]), false, unnest(?::boolean[]), true",
            [
                contract.table,
                list(contract.column_names),
                [came and f"{contract.table}.{name}" not in missing for name in contract.column_names],
            ],
        )
    for table, rows in night.items():
        for row in rows:
            names = ", ".join(row)
            places = ", ".join("?" for _ in row)
            connection.execute(f"insert into {table} ({names}) values ({places})", list(row.values()))
    make_schema(connection)
    write_year(connection, year, dt.date(year, 3, 31))
    make_census(connection)
    return connection


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def said(connection: duckdb.DuckDBPyConnection, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """Columns of a table of the return, dates as text, in the order of its records."""
    listed = ", ".join(
        f"cast({name} as text)" if "date" in name or "target" in name or "cpc" in name else name
        for name in columns
    )
    return rows(connection, f"select {listed} from cin_census.{table} order by record")


def person(number: str = "K1", **more: Any) -> Row:
    return {"pers_person_id": number, "pers_dob": "2015-05-05", "pers_sex": "F", **more}


def referral(referred: str | None = FIRST, closed: str | None = None, **more: Any) -> Row:
    given = {"id": "R1", "person": "K1", "nfa": "N", "reason": "RC7" if closed else None, **more}
    return {
        "cine_referral_id": given["id"],
        "cine_person_id": given["person"],
        "cine_referral_date": referred,
        "cine_close_date": closed,
        "cine_close_reason": given["reason"],
        "cine_referral_nfa": given["nfa"],
        "cine_referral_source_code": "6",
        "cine_cin_primary_need_code": "N1",
    }


def assessment(started: str | None, authorised: str | None = None, **more: Any) -> Row:
    given = {"id": "A1", "person": "K1", "referral": "R1", **more}
    return {
        "cina_assessment_id": given["id"],
        "cina_person_id": given["person"],
        "cina_referral_id": given["referral"],
        "cina_assessment_start_date": started,
        "cina_assessment_auth_date": authorised,
    }


def factors(text: str | None, of: str = "A1", number: str = "F1") -> Row:
    return {"cinf_table_id": number, "cinf_assessment_id": of, "cinf_assessment_factors_json": text}


def enquiry(started: str | None, ended: str | None = None, **more: Any) -> Row:
    given = {"id": "E1", "person": "K1", "referral": "R1", "nfa": None, "outcome": None, **more}
    return {
        "s47e_s47_enquiry_id": given["id"],
        "s47e_person_id": given["person"],
        "s47e_referral_id": given["referral"],
        "s47e_s47_start_date": started,
        "s47e_s47_end_date": ended,
        "s47e_s47_nfa": given["nfa"],
        "s47e_s47_outcome_json": given["outcome"],
    }


def conference(held: str | None, **more: Any) -> Row:
    given = {"id": "C1", "person": "K1", "enquiry": "E1", "referral": "R1", "transfer": None, **more}
    return {
        "icpc_icpc_id": given["id"],
        "icpc_person_id": given["person"],
        "icpc_s47_enquiry_id": given["enquiry"],
        "icpc_referral_id": given["referral"],
        "icpc_icpc_transfer_in": given["transfer"],
        "icpc_icpc_target_date": given.get("target"),
        "icpc_icpc_date": held,
    }


def plan(started: str | None, ended: str | None = None, **more: Any) -> Row:
    given = {"id": "P1", "person": "K1", "referral": "R1", "first": "Neglect", "now": "Neglect", **more}
    return {
        "cppl_cp_plan_id": given["id"],
        "cppl_person_id": given["person"],
        "cppl_referral_id": given["referral"],
        "cppl_icpc_id": given.get("conference"),
        "cppl_cp_plan_start_date": started,
        "cppl_cp_plan_end_date": ended,
        "cppl_cp_plan_initial_category": given["first"],
        "cppl_cp_plan_latest_category": given["now"],
        "cppl_cp_plan_ola": given.get("ola"),
    }


def need_plan(started: str, ended: str | None = None, **more: Any) -> Row:
    given = {"id": "N1", "person": "K1", "referral": "R1", **more}
    return {
        "cinp_cin_plan_id": given["id"],
        "cinp_person_id": given["person"],
        "cinp_referral_id": given["referral"],
        "cinp_cin_plan_start_date": started,
        "cinp_cin_plan_end_date": ended,
    }


def review(held: str | None, of: str = "P1", number: str = "V1") -> Row:
    return {
        "cppr_cp_review_id": number,
        "cppr_person_id": "K1",
        "cppr_cp_plan_id": of,
        "cppr_cp_review_date": held,
    }


def open_case(**tables: list[Row]) -> dict[str, list[Row]]:
    """K1 with a referral that is open for long, and these rows of other tables."""
    return {"ssd_person": [person()], "ssd_cin_episodes": [referral("2020-01-06")], **tables}


def child(number: int) -> str:
    return f"K{number:02}"


def of_child(number: int, row: Row) -> Row:
    """The row as one of another child, with an assessment of its own."""
    new = {"K1": child(number), "A1": f"A{number:02}"}
    return {name: new.get(value, value) if isinstance(value, str) else value for name, value in row.items()}


def side_by_side(nights: Iterable[Night]) -> dict[str, list[Row]]:
    """Several nights about K1 as one, each of them about a child of its own."""
    whole: dict[str, list[Row]] = {}
    for number, night in enumerate(nights):
        for table, listed in night.items():
            whole.setdefault(table, []).extend(of_child(number, row) for row in listed)
    return whole


def by_child(
    connection: duckdb.DuckDBPyConnection, cases: int, table: str, *columns: str
) -> list[list[tuple[Any, ...]]]:
    """What each of the children `side_by_side` has in a table of the return."""
    told: dict[str, list[tuple[Any, ...]]] = {child(number): [] for number in range(cases)}
    for who, *values in said(connection, table, "la_child_id", *columns):
        told[who].append(tuple(values))
    return list(told.values())


def pre_proceedings(begun: str, **more: Any) -> Row:
    return {"prep_table_id": "T1", "prep_person_id": "K1", "prep_pre_pro_decision_date": begun, **more}
