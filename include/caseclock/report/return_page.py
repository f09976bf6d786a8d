"""The page of a rehearsed return: what blocks it, what is to be explained, and how it differs from last year's."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from caseclock.report import wording
from caseclock.report.pages import write_page
from caseclock.report.return_figures import ReturnFigures, RuleLine
from caseclock.report.return_totals import described, signed_count, signed_percent
from caseclock.report.sparkline import sparkline

NUMBERS_SAID = 5
"""How many of the last nights stand beside a line as numbers."""

LARGEST_SAID = 3
"""How many of the largest differences are said in a sentence; all are marked in the table."""


def write_return_page(figures: ReturnFigures, out: Path, *, title: str | None = None) -> Path:
    """Write the page of a rehearsed return to `out` (0600) and return `out`.

    title: the authority's name as people say it, its short name when None. The page holds counts only.
    StorageFull when there is no room.
    """
    return write_page(
        "return_page.html.j2",
        out,
        {
            "title": title or figures.authority,
            "figures": figures,
            "verdict": verdict(figures),
            "severities": [
                ("error", "Errors", "Each blocks the return until it is put right."),
                ("query", "Queries", "Each is put right, or explained in a note."),
                ("warning", "Warnings", "Each is worth knowing."),
            ],
            "night_before": figures.history.nights[-1] if figures.history.nights else None,
            "spark": spark,
            "said": said,
            "largest": described(figures.totals.largest[:LARGEST_SAID]),
            "signed_count": signed_count,
            "signed_percent": signed_percent,
        },
    )


def verdict(figures: ReturnFigures) -> tuple[str, ...]:
    """What the rehearsal came to, in sentences, the gravest first."""
    errors, queries, not_run = figures.findings("error"), figures.findings("query"), figures.of("not_run")
    told = []
    if figures.not_whole:
        told.append(f"This is not the whole return: {figures.not_whole}.")
    told.append(
        f"{wording.plural(errors, 'error')} {_of_rules(figures, 'error')} "
        f"{'blocks' if errors == 1 else 'block'} the return."
        if errors
        else "No error blocks the return."
    )
    told.append(
        f"{wording.plural(queries, 'query', 'queries')} {_of_rules(figures, 'query')} "
        f"{'is' if queries == 1 else 'are'} to be amended or explained."
        if queries
        else "No query is open."
    )
    told.append(
        f"{wording.plural(len(not_run), 'rule')} did not run: what "
        f"{'it looks' if len(not_run) == 1 else 'they look'} for was not checked."
        if not_run
        else f"{'The rule' if len(figures.rules) == 1 else f'All {len(figures.rules):,} rules'} ran."
    )
    return tuple(told)


def spark(rule: RuleLine) -> Markup:
    """The rule's line over the nights, where there is more than one."""
    if sum(value is not None for value in rule.trend) < 2:
        return Markup("")
    return sparkline(rule.trend, max(value or 0 for value in rule.trend))


def said(rule: RuleLine) -> str:
    """The last numbers of the line: "4, 4, not run, 7, 9"."""
    return ", ".join("not run" if value is None else f"{value:,}" for value in rule.trend[-NUMBERS_SAID:])


def _of_rules(figures: ReturnFigures, severity: str) -> str:
    return f"under {wording.plural(len(figures.broken(severity)), 'rule')}"
