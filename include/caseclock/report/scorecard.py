"""The scorecard: one page for each authority with every measure of the night, for its own use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from markupsafe import Markup

from caseclock.report import charts, england, figures, no_further_action, quality, wording
from caseclock.report.figures import MONTHS, Place
from caseclock.report.no_further_action import Breakdown
from caseclock.report.pages import write_page
from caseclock.report.return_figures import ReturnFigures
from caseclock.report.views import MeasureView, view
from caseclock.work import connect

SECTIONS = (
    ("front-door", "Front door", ("contact", "referral", "re_referral")),
    ("no-further-action", "No further action", ()),
    ("assessments", "Assessments", ("assess",)),
    ("section-47", "Section 47 enquiries and conferences", ("icpc", "s47", "section_47", "strategy")),
    ("plans", "Child protection plans", ("cp_", "cpp_", "core_group")),
    ("children-in-care", "Children in care", ("cla_", "permanence", "adoption")),
    ("other", "Other measures", ("",)),
)
"""Where a measure stands, by how its id begins, so that a new one finds its place by itself."""

BROKEN_SHOWN = 15
REASON_KINDS = ("A reason recorded", "Unmapped", "No reason recorded")


@dataclass(frozen=True)
class Section:
    """A part of the page with the measures that stand in it."""

    anchor: str
    title: str
    measures: tuple[MeasureView, ...]


@dataclass(frozen=True)
class ReasonView:
    """One entity's no further action: rows of reasons, by locality, and the columns by month."""

    entity: str
    total: int
    reasons: tuple[tuple[str, int, tuple[int, ...]], ...]
    places: tuple[str, ...]
    bases: tuple[tuple[str, int], ...]
    months: tuple[tuple[str, tuple[int, int, int]], ...]
    wide: Markup | None
    narrow: Markup | None


def write_scorecard(
    work_path: Path,
    out: Path,
    *,
    title: str | None = None,
    published_at: datetime | None = None,
    returns: Sequence[tuple[str, ReturnFigures]] = (),
) -> Path:
    """Write the scorecard of a night's work file to `out` (0600) and return `out`.

    title: the authority's name as people say it, its short name when None. published_at: when these
    figures came into the warehouse, with an offset or as London time; None says on the page that no
    publication is recorded. returns: each return that the night has rehearsed, after the name of its page
    beside `out`.
    Raises CaseclockError when the night has no measures yet, StorageFull when there is no room.
    """
    connection = connect(work_path, read_only=True)
    try:
        figures.require_measures(connection)
        run = figures.this_run(connection)
        as_at: date = run["as_at"]
        places = figures.localities(connection)
        views = [view(measure, places, as_at) for measure in figures.measures(connection)]
        rules, delivered = quality.rules(connection), quality.delivered(connection)
        older, counting = quality.older(connection), figures.counting_rule(connection)
        found = quality.findings(connection)
        first = figures.months_before(as_at, MONTHS)
        reasons = [_reasons(each, places) for each in no_further_action.breakdowns(connection, as_at, first)]
        stages = no_further_action.stages(connection, as_at)
    finally:
        connection.close()
    sections = _sections(views)
    shown = [each for section in sections for each in section.measures]
    broken = [rule for rule in rules if rule.outcome == "broken"]
    return write_page(
        "scorecard.html.j2",
        out,
        {
            "title": title or run["authority"],
            "returns": returns,
            "run": run,
            "as_at": as_at,
            "published": wording.moment(published_at) if published_at else None,
            "sections": sections,
            "shown": shown,
            "glance": [each for each in shown if each.headline],
            "names": _names(shown),
            "unmeasured": [each for each in shown if not each.measured],
            "places_known": any(place is not None and place >= 0 for place in places),
            "reasons": reasons,
            "stages": [(each, england.figure(f"{each.entity}_no_further_action")) for each in stages],
            "reason_kinds": REASON_KINDS,
            "found": found,
            "outcomes": {
                kind: [r for r in rules if r.outcome == kind] for kind in ("held", "broken", "not_run")
            },
            "not_run": quality.not_run(rules),
            "broken": broken[:BROKEN_SHOWN],
            "broken_left": len(broken) - BROKEN_SHOWN,
            "delivered": delivered,
            "older": older,
            "counting": counting,
            "rows": {
                "in": sum(table.rows_in for table in delivered),
                "loaded": sum(table.rows_loaded for table in delivered),
                "quarantined": sum(table.rows_quarantined for table in delivered),
            },
            "small": wording.SMALL_DENOMINATOR,
        },
    )


def _sections(views: Sequence[MeasureView]) -> list[Section]:
    placed: dict[str, list[MeasureView]] = {anchor: [] for anchor, _, _ in SECTIONS}
    for each in views:
        placed[_anchor(each.definition.measure)].append(each)
    return [
        Section(anchor, title, tuple(sorted(placed[anchor], key=_position)))
        for anchor, title, _ in SECTIONS
        if placed[anchor]
    ]


def _anchor(measure: str) -> str:
    # The published ids abbreviate it; no other measure id holds these letters between underscores.
    if "_nfa_" in f"_{measure}_" or "no_further_action" in measure:
        return "no-further-action"
    return next(anchor for anchor, _, starts in SECTIONS if starts and measure.startswith(starts))


def _names(shown: Sequence[MeasureView]) -> dict[str, str]:
    """Short titles, but the whole one where two measures share a short one."""
    short = [each.title for each in shown]
    return {
        each.definition.measure: each.title if short.count(each.title) == 1 else each.definition.title
        for each in shown
    }


def _position(each: MeasureView) -> tuple[bool, bool, str]:
    """Counts first, then percentages, then bands; by id within each."""
    return bool(each.bands), not each.definition.is_count, each.definition.measure


def _reasons(breakdown: Breakdown, places: Mapping[Place, str]) -> ReasonView:
    shown = [place for place in places if any(place in rows for rows in breakdown.reasons.values())]
    months = list(breakdown.months.items())
    drawn = {
        kind: charts.stacked_months(
            months,
            REASON_KINDS,
            shape=shape,
            name=f"chart-reasons-{breakdown.entity}-{kind}",
            title=f"{breakdown.entity.capitalize()}s marked no further action, by month: is the reason known?",
            description=_describe(breakdown),
        )
        for kind, shape in (("wide", charts.WIDE), ("narrow", charts.NARROW))
        if len(months) > 1
    }
    return ReasonView(
        entity=breakdown.entity,
        total=breakdown.total,
        reasons=tuple(
            (wording.reason(code), rows[None], tuple(rows.get(place, 0) for place in shown))
            for code, rows in breakdown.reasons.items()
        ),
        places=tuple(places[place] for place in shown),
        bases=tuple((wording.BASES.get(basis, basis), rows) for basis, rows in breakdown.bases.items()),
        months=tuple((wording.month(month), counts) for month, counts in reversed(months)),
        wide=drawn.get("wide"),
        narrow=drawn.get("narrow"),
    )


def _describe(breakdown: Breakdown) -> str:
    first, last = min(breakdown.months, default=None), max(breakdown.months, default=None)
    if first is None or last is None:
        return "There is no whole month to show."

    def said(month: date) -> str:
        known, unmapped, missing = breakdown.months[month]
        return f"{wording.month(month)}: {known} with a reason, {unmapped} unmapped, {missing} with no reason recorded"

    return f"{said(first)}. {said(last)}. Every month is in the table below."
