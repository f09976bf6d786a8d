"""One tidy CSV of an authority's figures, for one audience."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from pathlib import Path

from caseclock.catalogue.authorities import check_name
from caseclock.desk.findings_workbook import inert
from caseclock.disclosure.figure import BREAKDOWNS
from caseclock.disclosure.marking import Shown, Told, for_audience
from caseclock.disclosure.policy import Policy
from caseclock.disclosure.published import last_publication
from caseclock.whole_file import check_out, whole_file

COLUMNS = (
    "authority", "measure", "title", "period", "period_start", "period_end", "level", "place", "breakdown",
    "member", "band", "numerator", "denominator", "value", "audience", "as_at",
)  # fmt: skip


def write_figures(authority: str, policy: Policy, out: Path, say: Callable[[str], None]) -> Told:
    """Write the figures of the last publication that an audience is shown to `out` (0600); what was hidden.

    Raises ConfigurationError when nothing was published or `out` may not be written, CaseclockError when a hidden
    figure could be worked out after all, and what the warehouse raises; `out` is then as it was.
    """
    check_name(authority)
    check_out(out)
    told, rows = Told(), 0
    with last_publication(authority) as held, whole_file(out, "The file of figures") as file:
        homes = held.homes() if policy.threshold else {}
        ends = (authority, policy.audience, held.as_at.isoformat())
        with os.fdopen(os.dup(file.fileno()), "w", encoding="utf-8", newline="") as text:
            writer = csv.writer(text, lineterminator="\n")
            careful = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
            writer.writerow(COLUMNS)
            for shown in for_audience(held.figures(policy), policy, held.as_at, homes, told):
                row = _row(shown, *ends)
                (careful if "\r" in "".join(row) else writer).writerow(row)
                rows += 1
    say(f"{rows:,} figures as at {ends[2]} for the audience {policy.audience}: {out}")
    if policy.threshold:
        say(
            f"{told.small + told.beside:,} of {told.shown + told.small + told.beside:,} counts are marked c:"
            f" {told.small:,} from 1 to {policy.threshold}, {told.beside:,} that would give one of those away."
        )
    return told


def _row(shown: Shown, authority: str, audience: str, as_at: str) -> list[str]:
    figure, at = shown.figure, shown.figure.at
    is_breakdown = at.cut in BREAKDOWNS
    cells = (
        authority, figure.measure, figure.title, at.period, at.start.isoformat(), at.end.isoformat(),
        "authority" if is_breakdown else at.cut, figure.place,
        at.cut if is_breakdown else "", at.member if is_breakdown else "", figure.band,
        shown.numerator, shown.denominator, shown.value, audience, as_at,
    )  # fmt: skip
    return [inert(cell) for cell in cells]
