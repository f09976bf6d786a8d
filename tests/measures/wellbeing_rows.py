"""Rows about health, leaving care and missing, as they are delivered, and how a test reads the figures."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb

AS_AT = date(2025, 6, 30)


def child(name: str, born: date | None = date(2015, 1, 1), **more: Any) -> dict[str, Any]:
    return {"pers_person_id": name, "pers_dob": born, **more}


def care(name: str, start: date, end: date | None = None, **more: Any) -> dict[str, Any]:
    return {
        "clae_cla_episode_id": f"{name}-{start}",
        "clae_person_id": name,
        "clae_cla_id": f"{name}-{start}",
        "clae_cla_episode_start_date": start,
        "clae_cla_episode_ceased_date": end,
        **more,
    }


def check_up(name: str, kind: str, day: date, status: str | None = "Completed") -> dict[str, Any]:
    return {
        "clah_health_check_id": f"{name}-{kind}-{day}",
        "clah_person_id": name,
        "clah_health_check_type": kind,
        "clah_health_check_date": day,
        "clah_health_check_status": status,
    }


def figure(made: duckdb.DuckDBPyConnection, measure: str, period: str = "as_at", **where: Any) -> Any:
    """Numerator, denominator and value for the authority, or None."""
    more = "".join(f" and {key} = ?" for key in where)
    rows = made.execute(
        "select numerator, denominator, value from mart.measure_value"
        f" where measure = ? and level = 'authority' and period = ?{more}",
        [measure, period, *where.values()],
    ).fetchall()
    assert len(rows) <= 1
    return tuple(None if each is None else float(each) for each in rows[0]) if rows else None


def categories(made: duckdb.DuckDBPyConnection, measure: str, day: date) -> list[str]:
    """The categories of a measure's rows on a day, each once."""
    rows = made.execute(
        "select distinct category from mart.measure_row where measure = ? and counted_on = ? order by 1",
        [measure, day],
    ).fetchall()
    return [category for (category,) in rows]


def state(made: duckdb.DuckDBPyConnection, measure: str) -> dict[str, str]:
    """The last state of each child of a clock, by the local id."""
    rows = made.execute(
        "select local_id, arg_max(state, starts_on) from mart.clock_ledger"
        " inner join child_of using (child_key) where measure = ? group by local_id",
        [measure],
    ).fetchall()
    return dict(rows)
