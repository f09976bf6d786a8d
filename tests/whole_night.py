"""A night of a small invented authority, through core, ledger and figures, published into a real warehouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

from caseclock import work
from caseclock.catalogue.measures import measures
from caseclock.measure.core import build_core
from caseclock.measure.example_rows import empty_night
from caseclock.measure.ledger import build_measures
from caseclock.publish import Run, publish_results
from caseclock.warehouse import pseudonym
from warehouse_server import Warehouse, new_database, pointed_at

Row = dict[str, Any]
AS_AT = date(2026, 5, 8)
RUN = Run(authority="sample", as_at=AS_AT, run_id="one", system="plain", delivery={"ssd": "a" * 64})

TEAMS: list[Row] = [
    {
        "extl_team_id": team, "extl_locality": locality, "extl_valid_from": begins, "extl_valid_to": None,
        "extl_group_manager": manager, "extl_assistant_director": "Assistant Director",
    }
    for team, locality, begins, manager in (
        ("N", "North", date(2020, 1, 1), "Group Manager A"),
        ("S", "South", date(2020, 1, 1), "Group Manager A"),
        ("S", "East", date(2026, 4, 15), "Group Manager B"),
    )
]  # fmt: skip


def make(
    path: Path, as_at: date, tables: dict[str, Sequence[Row]], only: Sequence[str] = (), **settings: str
) -> Path:
    """Write the work file of a night with these rows delivered; only: measures to run, all by default."""
    path.unlink(missing_ok=True)
    connection = work.connect(path)
    try:
        empty_night(connection, as_at)
        for column in ("rows_in", "rows_loaded", "rows_quarantined"):
            connection.execute(f"alter table main.delivered add column {column} bigint default 0")
        for name, value in settings.items():
            connection.execute("insert into main.setting values (?, ?, null, null)", [name, value])
        for table, rows in tables.items():
            put(connection, table, rows)
        build_core(connection)
        build_measures(connection, [each for each in measures() if not only or each.id in only])
    finally:
        connection.close()
    return path


def put(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Add delivered rows to a table of the night."""
    for row in rows:
        marks = ", ".join("?" for _ in row)
        connection.execute(
            f"insert into main.{table} ({', '.join(row)}) values ({marks})", list(row.values())
        )


def enquiry(number: int, team: str | None, started: date, held: date | None) -> dict[str, list[Row]]:
    """A section 47 enquiry of a child of its own, with the conference that followed or without."""
    tables: dict[str, list[Row]] = {
        "ssd_person": [{"pers_person_id": f"p{number}", "pers_dob": date(2015, 5, 5), "pers_sex": "F"}],
        "ssd_s47_enquiry": [
            {
                "s47e_s47_enquiry_id": f"e{number}",
                "s47e_person_id": f"p{number}",
                "s47e_s47_start_date": started,
                "s47e_s47_completed_by_team": team,
                "s47e_s47_completed_by_worker_id": f"w{number % 3}",
            }
        ],
    }
    if held:
        tables["ssd_initial_cp_conference"] = [
            {
                "icpc_icpc_id": f"c{number}",
                "icpc_s47_enquiry_id": f"e{number}",
                "icpc_person_id": f"p{number}",
                "icpc_icpc_date": held,
            }
        ]
    return tables


def together(*parts: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Several parts of a delivery as one."""
    whole: dict[str, list[Row]] = {}
    for part in parts:
        for table, rows in part.items():
            whole.setdefault(table, []).extend(rows)
    return whole


def some_enquiries(count: int = 24, first: date = date(2026, 2, 2)) -> dict[str, list[Row]]:
    """Enquiries every fourth day, in two teams and none, some without a conference, and where the teams are."""
    cases = [
        enquiry(
            number,
            ("N", "S", None)[number % 3],
            first + timedelta(days=4 * number),
            None if number % 4 == 3 else first + timedelta(days=4 * number + 10 + number % 3 * 8),
        )
        for number in range(count)
    ]
    return together({"ext_team_locality": TEAMS}, *cases)


def published(template_server: str, folder: Path) -> Warehouse:
    """A warehouse of its own with one night of all measures published."""
    made = new_database(template_server)
    pseudonym.key()
    with pointed_at(made):
        publish_results(make(folder / "night.duckdb", AS_AT, some_enquiries()), replace(RUN))
    return made
