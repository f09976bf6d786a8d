"""Rows of workers, posts and allocations, as a council delivers them, and how a test reads a figure."""

from __future__ import annotations

from datetime import date
from typing import Any

AS_AT = date(2025, 9, 30)
JOINED = date(2020, 1, 6)
Row = dict[str, Any]


def figure(connection, measure, **where):
    keys = {"level": "authority", "period": "as_at", **where}
    clauses = " and ".join(f"{key} is not distinct from ?" for key in keys)
    rows = connection.execute(
        f"select numerator, denominator, value from mart.measure_value where measure = ? and {clauses}",
        [measure, *keys.values()],
    ).fetchall()
    assert len(rows) <= 1
    return tuple(None if each is None else float(each) for each in rows[0]) if rows else None


def breakdown(connection, measure, period="as_at"):
    rows = connection.execute(
        "select member, value from mart.measure_breakdown"
        " where measure = ? and breakdown = 'category' and period = ?",
        [measure, period],
    ).fetchall()
    return {member: float(value) for member, value in rows}


def worker(number: object, fte: float = 1, start: date = JOINED, **more: object) -> Row:
    return {"exwk_worker_id": f"w{number}", "exwk_from": start, "exwk_fte": fte} | {
        f"exwk_{name}": value for name, value in more.items()
    }


def post(number: object, fte: float = 1, **more: object) -> Row:
    return {"expo_id": f"p{number}", "expo_valid_from": JOINED, "expo_fte": fte} | {
        f"expo_{name}": value for name, value in more.items()
    }


def allocation(number: object, worker: str | None, start: date | None = JOINED, **more: object) -> Row:
    given: Row = {
        "exal_id": f"a{number}",
        "exal_person_id": f"c{number}",
        "exal_worker_id": worker,
        "exal_qualified": "Y",
        "exal_role": "case_holder",
        "exal_decided_on": JOINED,
        "exal_from": start,
    }
    return given | {f"exal_{name}": value for name, value in more.items()}


def people(rows: list[Row]) -> list[Row]:
    """A person record for each child of these allocations."""
    return [{"pers_person_id": each} for each in sorted({row["exal_person_id"] for row in rows})]


def cases(worker: str, count: int, **more: object) -> list[Row]:
    return [allocation(f"{worker}-{n}", worker, **more) for n in range(count)]
