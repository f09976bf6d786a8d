"""A measure rolled up from teams to group managers to assistant directors; totals are pooled rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from caseclock.report.cells import Cell, cell
from caseclock.report.figures import Figure, MeasureFigures, has_table
from caseclock.report.night_figures import figure_of, rows
from caseclock.report.targets import Target, Verdict, verdict

LEVELS = {"assistant_director": "Assistant director", "group_manager": "Group manager", "team": "Team"}

Who = tuple[str, str]
"""A level, and the manager's post or the team's key as text."""


@dataclass(frozen=True)
class Tree:
    """Who reports to whom on the as-at date, in the order to show; names of the teams by their key."""

    order: tuple[Who, ...]
    names: Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """One manager or team: depth 0 is an assistant director, 2 a team."""

    depth: int
    level: str
    name: str
    cell: Cell
    target: Verdict | None


def tree(connection: duckdb.DuckDBPyConnection, as_at: date) -> Tree:
    """The line of managers on the as-at date; empty where none was supplied."""
    if not has_table(connection, "core", "dim_team") or not has_table(connection, "core", "team_place"):
        return Tree((), {})
    names = {
        str(row["team_key"]): str(row["team_name"] or row["team_code"] or "Team without a name")
        for row in rows(connection, "select team_key, team_code, team_name from core.dim_team")
    }
    placed = rows(
        connection,
        """
        select coalesce(assistant_director, '') as assistant_director, coalesce(group_manager, '') as group_manager,
               team_key
        from core.team_place
        where coalesce(valid_from, date '1900-01-01') <= ? and coalesce(valid_to, date '9999-12-31') >= ?
        """,
        [as_at, as_at],
    )
    placed.sort(
        key=lambda row: (row["assistant_director"], row["group_manager"], names.get(str(row["team_key"]), ""))
    )
    order: dict[Who, None] = {}
    for row in placed:
        order[("assistant_director", row["assistant_director"])] = None
        order[("group_manager", row["group_manager"])] = None
        order[("team", str(row["team_key"]))] = None
    return Tree(tuple(order), names)


def stored_rollup(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[Who, Figure]]:
    """Measure to manager or team to its figure over the 12 months to as-at or on its day."""
    found: dict[str, dict[Who, Figure]] = {}
    for row in rows(
        connection,
        """
        select measure, level, case level when 'team' then cast(team_key as text) else post end as who,
               period_start, period_end, numerator, denominator, value
        from mart.measure_value
        where level in ('team', 'group_manager', 'assistant_director') and coalesce(band, '') = ''
          and period in ('last_12_months', 'as_at')
        order by period desc
        """,
    ):
        found.setdefault(row["measure"], {})[row["level"], row["who"]] = figure_of(row)
    return found


def lines(
    measure: MeasureFigures,
    found: Mapping[Who, Figure],
    posts: Tree,
    aims: Mapping[tuple[str, int], Target],
) -> tuple[Line, ...]:
    """A measure's managers and teams in their order, those without a place on the as-at date last."""
    definition, levels = measure.definition, list(LEVELS)
    headline = measure.headline.get(None)
    current = {
        who: each for who, each in found.items() if headline and each.start == headline.start and who[1]
    }
    named = [who for who in posts.order if who in current]
    rest = sorted(
        (who for who in current if who not in named), key=lambda who: (levels.index(who[0]), who[1])
    )
    return tuple(
        Line(
            levels.index(level),
            LEVELS[level],
            _name(level, name, posts),
            cell(current[level, name], definition),
            verdict(_aim(level, name, aims), current[level, name], definition),
        )
        for level, name in (*named, *rest)
    )


def _name(level: str, name: str, posts: Tree) -> str:
    if level == "team":
        return posts.names.get(name, "Team not known")
    return "Manager not known" if name.lower() == "unknown" else name


def _aim(level: str, name: str, aims: Mapping[tuple[str, int], Target]) -> Target | None:
    return aims.get(("team", int(name))) if level == "team" else None
