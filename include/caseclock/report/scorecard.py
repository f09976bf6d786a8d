"""The scorecard: a front page for each authority, and beside it a page for each part of the work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from caseclock.report import domains, figures, no_further_action, quality, wording
from caseclock.report.ahead import Ahead
from caseclock.report.brief import Brief, brief
from caseclock.report.figures import MONTHS
from caseclock.report.pages import write_page
from caseclock.report.reasons import KINDS, reasons
from caseclock.report.return_figures import ReturnFigures
from caseclock.report.tonight import Tonight, read
from caseclock.report.views import view
from caseclock.work import connect

BROKEN_SHOWN = 15
STANDARDS = ("statutory", "published", "local")


@dataclass(frozen=True)
class Section:
    """One part of the work with the lines of its measures."""

    domain: str
    title: str
    page: str
    lines: tuple[Brief, ...]


STAGE_MEASURES = {"contact": "contact_no_further_action_pct", "referral": "referral_nfa_pct"}
"""The measures whose published figure stands beside a stage; England publishes none for the others."""


def write_scorecard(
    work_path: Path,
    out: Path,
    *,
    title: str | None = None,
    published_at: datetime | None = None,
    returns: Sequence[tuple[str, ReturnFigures]] = (),
) -> Path:
    """Write the scorecard of a night's work file to `out` and its pages beside it (all 0600); returns `out`.

    title: the authority's name as people say it, its short name when None. published_at: when these
    figures came into the warehouse, with an offset or as London time; None says on the page that no
    publication is recorded. returns: each return that the night has rehearsed, after the name of its page
    beside `out`. Pages of an earlier night that this one does not have are removed.
    Raises CaseclockError when the night has no measures yet, StorageFull when there is no room.
    """
    connection = connect(work_path, read_only=True)
    try:
        tonight = read(connection)
        known: dict[str, Any] = {
            "title": title or tonight.run["authority"],
            "run": tonight.run,
            "as_at": tonight.as_at,
            "published": wording.moment(published_at) if published_at else None,
            "small": wording.SMALL_DENOMINATOR,
            "front": out.name,
        }
        checks = _checks(connection)
        first = figures.months_before(tonight.as_at, MONTHS)
        ended = {
            "stages": [
                (each, tonight.published.england(STAGE_MEASURES.get(each.entity, "")))
                for each in no_further_action.stages(connection, tonight.as_at)
            ],
            "reasons": [
                reasons(each, tonight.places)
                for each in no_further_action.breakdowns(connection, tonight.as_at, first)
            ],
        }
    finally:
        connection.close()
    lines = {each.definition.measure: brief(each, tonight) for each in tonight.measures}
    sections = _sections(lines.values())
    known |= {"sections": sections, "has_reasons": bool(ended["stages"] or ended["reasons"])}
    written = _pages(out.parent / domains.FOLDER, tonight, sections, lines, known, ended)
    for old in set((out.parent / domains.FOLDER).glob("*.html")) - set(written):
        old.unlink()
    # The front page comes last: what it leads to is there.
    return write_page(
        "scorecard.html.j2",
        out,
        {
            **known,
            **checks,
            **ended,
            "returns": returns,
            "gateway": _cards(domains.GATEWAY, lines),
            "standards": _cards(domains.STANDARDS, lines),
            "unmeasured": sum(not each.measured for each in lines.values()),
            "places_known": any(place is not None and place >= 0 for place in tonight.places),
            "ahead": _ahead(tonight, sections),
        },
    )


def _pages(
    folder: Path,
    tonight: Tonight,
    sections: Sequence[Section],
    lines: Mapping[str, Brief],
    known: Mapping[str, Any],
    ended: Mapping[str, Any],
) -> list[Path]:
    measures = {each.definition.measure: each for each in tonight.measures}
    written = []
    for section in sections:
        views = [view(measures[each.definition.measure], tonight) for each in section.lines]
        page = folder / f"{section.domain}.html"
        written.append(write_page("domain.html.j2", page, {**known, "section": section, "views": views}))
    if known["has_reasons"]:
        about = [each for name, each in lines.items() if domains.is_about_no_further_action(name)]
        values = {**known, **ended, "lines": about, "reason_kinds": KINDS}
        written.append(
            write_page("no_further_action.html.j2", folder / f"{domains.NO_FURTHER_ACTION}.html", values)
        )
    return written


def _sections(lines: Any) -> list[Section]:
    placed: dict[str, list[Brief]] = {domain: [] for domain in domains.DOMAINS}
    for each in lines:
        placed[each.definition.domain].append(each)
    return [
        Section(domain, domains.title(domain), each[0].page, tuple(sorted(each, key=_position)))
        for domain, each in placed.items()
        if each
    ]


def _position(each: Brief) -> tuple[bool, bool, int, str]:
    """Counts first, then other figures, then bands; what the law asks for before what is published or local."""
    known = each.definition
    standard = STANDARDS.index(known.standard) if known.standard in STANDARDS else len(STANDARDS)
    return bool(each.bands.bands), not known.is_count, standard, known.measure


def _cards(
    told: Sequence[tuple[str, tuple[str, ...]]], lines: Mapping[str, Brief]
) -> list[tuple[str, list[Brief]]]:
    found = [(name, [lines[each] for each in measures if each in lines]) for name, measures in told]
    return [(name, each) for name, each in found if each]


def _ahead(tonight: Tonight, sections: Sequence[Section]) -> list[tuple[Brief, Ahead]]:
    """The whole authority's open clocks in the order of the pages, where something is or will soon be due.

    Each clock once: its bands, its median and the share that is late run on the same cases.
    """
    found = []
    for section in sections:
        for each in section.lines:
            if not each.definition.is_percentage or each.definition.better != "high":
                continue
            row = tonight.ahead.get(each.definition.measure, {}).get(None)
            if row and (row.overdue or row.due_in_20 or row.late_by_month_end):
                found.append((each, row))
    return found


def _checks(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    rules, delivered = quality.rules(connection), quality.delivered(connection)
    broken = [rule for rule in rules if rule.outcome == "broken"]
    return {
        "found": quality.findings(connection),
        "outcomes": {kind: [r for r in rules if r.outcome == kind] for kind in ("held", "broken", "not_run")},
        "not_run": quality.not_run(rules),
        "broken": broken[:BROKEN_SHOWN],
        "broken_left": len(broken) - BROKEN_SHOWN,
        "delivered": delivered,
        "older": quality.older(connection),
        "counting": figures.counting_rule(connection),
        "rows": {
            "in": sum(table.rows_in for table in delivered),
            "loaded": sum(table.rows_loaded for table in delivered),
            "quarantined": sum(table.rows_quarantined for table in delivered),
        },
    }
