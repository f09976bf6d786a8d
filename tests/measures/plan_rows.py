"""Rows of plans, their reviews and visits and of early help, and how a test reads a figure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import duckdb

from caseclock.catalogue.measures import measures

Rows = list[dict[str, Any]]
Night = Callable[..., duckdb.DuckDBPyConnection]
AS_AT = date(2025, 6, 30)


def plan_night(
    night: Night, names: str, settings: dict[str, str] | None = None, **tables: Rows
) -> duckdb.DuckDBPyConnection:
    """Those measures, named with a space between, from those rows at 30 June 2025; `night` is the fixture."""
    assert set(names.split()) <= {measure.id for measure in measures()}
    given = [{"name": name, "value": value} for name, value in (settings or {}).items()]
    return night(AS_AT, only=names.split(), setting=given, **tables)


def figure(
    made: duckdb.DuckDBPyConnection, measure: str, period: str = "last_12_months", **where: Any
) -> Any:
    """Numerator, denominator and value of the authority's figure; None where there is none."""
    clauses = "".join(f" and {name} = ?" for name in where)
    rows = made.execute(
        "select numerator, denominator, value from mart.measure_value where level = 'authority'"
        f" and measure = ? and period = ?{clauses}",
        [measure, period, *where.values()],
    ).fetchall()
    assert len(rows) <= 1
    return tuple(None if each is None else float(each) for each in rows[0]) if rows else None


def taken(made: duckdb.DuckDBPyConnection, measure: str) -> dict[date, tuple[float, float]]:
    """Numerator and denominator at each date at which the measure was taken."""
    rows = made.execute(
        "select counted_on, sum(numerator_amount), sum(denominator_amount) from mart.measure_row"
        " where measure = ? group by counted_on",
        [measure],
    ).fetchall()
    return {day: (float(above), float(below)) for day, above, below in rows}


def person(number: int = 1, born: date | None = date(2015, 1, 1)) -> dict[str, Any]:
    return {"pers_person_id": f"p{number}", "pers_dob": born}


def plan(start: date, end: date | None = None, number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "cppl_cp_plan_id": f"plan{number}", "cppl_person_id": f"p{number}", "cppl_cp_plan_start_date": start,
        "cppl_cp_plan_end_date": end, **more,
    }  # fmt: skip


def review(held: date, number: int = 1) -> dict[str, Any]:
    return {
        "cppr_cp_review_id": f"r{held}", "cppr_cp_plan_id": f"plan{number}", "cppr_person_id": f"p{number}",
        "cppr_cp_review_date": held,
    }  # fmt: skip


def visit(day: date, number: int = 1, seen: str = "Y", alone: str | None = None) -> dict[str, Any]:
    return {
        "cppv_cp_visit_id": f"v{number}{day}", "cppv_cp_plan_id": f"plan{number}",
        "cppv_person_id": f"p{number}", "cppv_cp_visit_date": day, "cppv_cp_visit_seen": seen,
        "cppv_cp_visit_seen_alone": alone,
    }  # fmt: skip


def core_group(day: date, named: bool = True) -> dict[str, Any]:
    return {
        "excg_id": f"c{day}", "excg_person_id": "p1", "excg_cp_plan_id": "plan1" if named else None,
        "excg_held_on": day,
    }  # fmt: skip


def referral(start: date | None, end: date | None = None, number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "cine_referral_id": f"ref{number}{start}", "cine_person_id": f"p{number}", "cine_referral_date": start,
        "cine_close_date": end, **more,
    }  # fmt: skip


def need_plan(start: date, end: date | None = None, number: int = 1) -> dict[str, Any]:
    return {
        "cinp_cin_plan_id": f"need{number}", "cinp_person_id": f"p{number}", "cinp_cin_plan_start_date": start,
        "cinp_cin_plan_end_date": end,
    }  # fmt: skip


def need_visit(day: date, number: int = 1) -> dict[str, Any]:
    return {
        "cinv_cin_visit_id": f"n{number}{day}", "cinv_person_id": f"p{number}", "cinv_cin_visit_date": day,
        "cinv_cin_visit_seen": "Y",
    }  # fmt: skip


def early_help(start: date, end: date | None, number: int = 1) -> dict[str, Any]:
    return {
        "earl_episode_id": f"e{number}{start}", "earl_person_id": f"p{number}", "earl_episode_start_date": start,
        "earl_episode_end_date": end,
    }  # fmt: skip
