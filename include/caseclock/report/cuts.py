"""A measure by sex, age, ethnicity and its own category: unknown is a row and never hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from caseclock.report.cells import Cell, cell
from caseclock.report.code_words import member
from caseclock.report.figures import Figure, MeasureFigures
from caseclock.report.night_figures import figure_of, rows

BREAKDOWNS = {"sex": "Sex", "age_band": "Age", "ethnicity": "Ethnicity", "category": ""}
AGES = ("unborn", "under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over")
UNKNOWN = ("unknown", "not applicable")

Stored = dict[str, dict[str, dict[str, Figure]]]
"""Measure to breakdown to member to its figure over the headline period."""


@dataclass(frozen=True)
class Cut:
    """One breakdown of a measure: what by, and each member's figure."""

    title: str
    rows: tuple[tuple[str, Cell], ...]


def stored_cuts(connection: duckdb.DuckDBPyConnection) -> Stored:
    """Every breakdown that is not in bands, over the 12 months to as-at or on its day."""
    found: Stored = {}
    for row in rows(
        connection,
        """
        select measure, breakdown, member, period, period_start, period_end, numerator, denominator, value
        from mart.measure_breakdown
        where period in ('last_12_months', 'as_at') and coalesce(band, '') = ''
        order by period desc, measure, breakdown, member
        """,
    ):
        # A measure taken on a day is shown for that day: as_at comes last and takes the place of the year.
        members = found.setdefault(row["measure"], {}).setdefault(row["breakdown"], {})
        if row["period"] == "as_at":
            members = {key: each for key, each in members.items() if each.start == row["period_start"]}
            found[row["measure"]][row["breakdown"]] = members
        members[row["member"]] = figure_of(row)
    return found


def cuts(measure: MeasureFigures, stored: Stored, titles: Mapping[str, str]) -> tuple[Cut, ...]:
    """A measure's breakdowns with more than one member, in words."""
    definition = measure.definition
    about = str(definition.header.get("category") or "")
    found = []
    for breakdown, title in BREAKDOWNS.items():
        members = stored.get(definition.measure, {}).get(breakdown, {})
        if len(members) < 2:
            continue
        ordered = sorted(members, key=lambda each: _position(breakdown, each, members[each]))
        name = title or about[:1].upper() + about[1:] or "Category"
        shown = tuple(
            (member(breakdown, each, about, titles), cell(members[each], definition)) for each in ordered
        )
        found.append(Cut(name, shown))
    return tuple(found)


def _position(breakdown: str, member_of: str, figure: Figure) -> tuple[bool, float, str]:
    if breakdown == "age_band" and member_of in AGES:
        return False, AGES.index(member_of), ""
    # The largest first, what is not known last.
    size = figure.denominator if figure.denominator is not None else figure.numerator
    return member_of in UNKNOWN, -float(size or 0), member_of
