"""What comes next: clocks that are overdue, fall due soon, or will be late if nothing closes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from caseclock.report.figures import Place
from caseclock.report.night_figures import rows


@dataclass(frozen=True)
class Ahead:
    """The open clocks of one measure in one place; the three due_in contain each other and no overdue one."""

    measure: str
    month_end: date
    open_now: int
    overdue: int
    due_in_5: int
    due_in_10: int
    due_in_20: int
    at_risk: int
    day_four: int
    late_by_month_end: int


def ahead(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[Place, Ahead]]:
    """Measure to place to its open clocks; a measure without an open one is not there."""
    found: dict[str, dict[Place, Ahead]] = {}
    names = ", ".join(Ahead.__annotations__)
    stored = rows(
        connection,
        f"select level, locality_key, {names} from mart.forecast where level in ('authority', 'locality') order by all",
    )
    for row in stored:
        place: Place = row.pop("locality_key")
        level = row.pop("level")
        found.setdefault(row["measure"], {})[None if level == "authority" else place] = Ahead(**row)
    return found
