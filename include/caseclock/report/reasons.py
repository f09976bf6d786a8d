"""Why contacts and referrals were marked no further action, as the page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from caseclock.report import charts, wording
from caseclock.report.figures import Place
from caseclock.report.no_further_action import Breakdown

KINDS = ("A reason recorded", "Unmapped", "No reason recorded")
"""What is known of a reason, the parts of a month's column."""


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


def reasons(breakdown: Breakdown, places: Mapping[Place, str]) -> ReasonView:
    """The view of one entity."""
    shown = [place for place in places if any(place in rows for rows in breakdown.reasons.values())]
    months = list(breakdown.months.items())
    drawn = {
        kind: charts.stacked_months(
            months,
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
