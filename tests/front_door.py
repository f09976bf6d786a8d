"""A night at the front door, row by row: contacts, referrals, what was said of them, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import duckdb

from caseclock.catalogue.measures import measures
from caseclock.measure.core import build_core
from caseclock.measure.example_rows import empty_night
from caseclock.measure.ledger import build_measures

AS_AT = date(2025, 6, 30)
MONDAY = date(2025, 3, 3)
FRONT_DOOR = {"contacts", "referrals"}

Row = dict[str, Any]
Door = Callable[..., duckdb.DuckDBPyConnection]


def open_door(connection: duckdb.DuckDBPyConnection) -> Door:
    """`door(table=[rows], ..., as_at=..., system=...)`: these rows through core and the front door's measures."""

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

    return build


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
