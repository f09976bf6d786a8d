"""What the council aims for, and whether a figure is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

from caseclock.report.cells import unit, value_text
from caseclock.report.figures import Definition, Figure
from caseclock.report.night_figures import rows


@dataclass(frozen=True)
class Target:
    """A target that holds on the as-at date; amber is the figure up to which a miss is near."""

    target: Decimal
    amber: Decimal | None
    valid_from: date


@dataclass(frozen=True)
class Verdict:
    """A target beside a figure: what it is, in words, and whether it was met; word is empty where nobody can say."""

    text: str
    word: str
    valid_from: date | None


Targets = dict[str, dict[tuple[str, int], Target]]
"""Measure to (level, key of the locality or team, -2 for the authority) to its target."""


def targets(connection: duckdb.DuckDBPyConnection, as_at: date) -> Targets:
    """The targets that hold on the as-at date; where two do, the one that began later."""
    found: Targets = {}
    stored = rows(
        connection,
        """
        select measure, level, case level when 'team' then team_key else locality_key end as place,
               target, amber, valid_from
        from mart.target
        where valid_from <= ? and coalesce(valid_to, date '9999-12-31') >= ?
        order by valid_from
        """,
        [as_at, as_at],
    )
    for row in stored:
        held = Target(row["target"], row["amber"], row["valid_from"])
        found.setdefault(row["measure"], {})[row["level"], row["place"]] = held
    return found


def verdict(target: Target | None, figure: Figure | None, definition: Definition) -> Verdict | None:
    """The target in words beside a figure; None where there is no target."""
    if target is None:
        return None
    began = target.valid_from if target.valid_from.year > 1900 else None
    text = f"{value_text(target.target, definition)} {unit(definition)}".strip()
    return Verdict(text, _word(target, figure, definition.better), began)


def _word(target: Target, figure: Figure | None, better: str | None) -> str:
    if figure is None or figure.value is None or better not in ("high", "low"):
        return ""
    # Upside down, a low figure is a high one.
    sign = 1 if better == "high" else -1
    if sign * figure.value >= sign * target.target:
        return "Met"
    if target.amber is not None and sign * figure.value >= sign * target.amber:
        return "Nearly met"
    return "Not met"
