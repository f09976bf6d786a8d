"""All that the pages of one night show, read once from its work file: totals only, no child."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from caseclock.report import ahead, cuts, england, figures, night_figures, rollup, signals, targets
from caseclock.report.figures import Figure, MeasureFigures, Place


@dataclass(frozen=True)
class Tonight:
    """A night's figures with everything that stands beside them; titles: measure to its short title.

    by_post: measure to manager or team to its figure; posts: who reports to whom.
    """

    run: Mapping[str, Any]
    as_at: date
    places: Mapping[Place, str]
    measures: tuple[MeasureFigures, ...]
    titles: Mapping[str, str]
    published: england.Published
    limits: Mapping[str, Mapping[Place, signals.Limits]]
    targets: targets.Targets
    ahead: Mapping[str, Mapping[Place, ahead.Ahead]]
    cuts: cuts.Stored
    by_post: Mapping[str, Mapping[rollup.Who, Figure]]
    posts: rollup.Tree


def read(connection: duckdb.DuckDBPyConnection) -> Tonight:
    """Read a night's work file; CaseclockError when the night has not measured anything yet."""
    figures.require_measures(connection)
    run = figures.this_run(connection)
    measures = night_figures.measures(connection)
    return Tonight(
        run=run,
        as_at=run["as_at"],
        places=figures.localities(connection),
        measures=tuple(measures),
        titles=short_titles({each.definition.measure: each.definition.title for each in measures}),
        published=england.of_night(connection),
        limits=signals.limits(connection, run["as_at"]),
        targets=targets.targets(connection, run["as_at"]),
        ahead=ahead.ahead(connection),
        cuts=cuts.stored_cuts(connection),
        by_post=rollup.stored_rollup(connection),
        posts=rollup.tree(connection, run["as_at"]),
    )


def short_titles(titles: Mapping[str, str]) -> dict[str, str]:
    """Each title without what follows a comma or stands in brackets; whole where two would be the same."""
    short = {measure: re.split(r", | \(", title)[0] for measure, title in titles.items()}
    cut = list(short.values())
    return {
        measure: short[measure] if cut.count(short[measure]) == 1 else titles[measure] for measure in titles
    }
