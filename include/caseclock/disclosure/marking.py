"""Figures as an audience sees them: marks, rounded counts, and percentages of what is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from caseclock.disclosure.figure import BREAKDOWNS, TIED, Figure, Position
from caseclock.disclosure.hiding import hide
from caseclock.disclosure.policy import NOT_APPLICABLE, SUPPRESSED, Policy
from caseclock.disclosure.proof import check
from caseclock.disclosure.sums import Homes, Sums, sums_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure with the text of its numerator, denominator and value: a number or a mark."""

    figure: Figure
    numerator: str
    denominator: str
    value: str


@dataclass
class Told:
    """What became of the counts: how many are shown, hidden as small, hidden because of others, and `pinned`:
    small and hidden, and still known to whoever adds up the rest."""

    shown: int = 0
    small: int = 0
    beside: int = 0
    pinned: int = 0


def for_audience(figures: Iterable[Figure], policy: Policy, homes: Homes) -> tuple[list[Shown], Told]:
    """The figures that an audience is shown, as texts, and what was hidden.

    homes: the localities that each team had. Financial years are judged one by one: no sum reaches over
    two of them. Raises CaseclockError when a hidden figure could be worked out after all.
    """
    told = Told()
    shown: list[Shown] = []
    for group in _groups(_chosen(figures, policy)):
        if policy.threshold:
            sums = sums_of(group, policy.threshold, homes)
            done = hide(sums.table)
            check(sums.table, done)
            told.pinned += len(done.pinned)
            for cell, is_hidden in enumerate(done.hidden):
                if sums.table.published[cell]:
                    told.shown += not is_hidden
                    told.small += is_hidden and sums.table.small[cell]
                    told.beside += is_hidden and not sums.table.small[cell]
            shown += [_marked(figure, policy, sums, done.hidden) for figure in group]
        else:
            shown += [_marked(figure, policy, None, []) for figure in group]
            told.shown += sum((each.numerator is not None) + (each.denominator is not None) for each in group)
    return shown, told


def _chosen(figures: Iterable[Figure], policy: Policy) -> list[Figure]:
    """The figures that an audience is shown at all."""
    chosen = [figure for figure in figures if _is_for(figure.at, policy)]
    if policy.financial_years is None or not chosen:
        return chosen
    first = max(figure.at.financial_year for figure in chosen) - policy.financial_years
    return [figure for figure in chosen if figure.at.financial_year > first]


def _is_for(at: Position, policy: Policy) -> bool:
    is_breakdown = at.cut in BREAKDOWNS
    levels, periods = policy.levels, policy.breakdown_periods if is_breakdown else policy.periods
    return (periods is None or at.period in periods) and (is_breakdown or levels is None or at.cut in levels)


def _groups(figures: Iterable[Figure]) -> list[list[Figure]]:
    """The figures by financial year, and within it by measures that may share a count."""
    by_year: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_year[figure.at.financial_year].append(figure)
    return [group for _year, group in sorted(by_year.items())]


def _marked(figure: Figure, policy: Policy, sums: Sums | None, hidden: list[bool]) -> Shown:
    top, bottom = figure.numerator, figure.denominator
    is_hidden = {
        side: sums is not None and (cell := sums.cell(figure, side)) is not None and hidden[cell]
        for side in ("n", "d")
    }
    if policy.threshold and figure.kind in TIED and any(is_hidden.values()):
        is_hidden = {"n": True, "d": True}
    return Shown(
        figure,
        _count(top, is_hidden["n"], policy),
        _count(bottom, is_hidden["d"], policy),
        SUPPRESSED if any(is_hidden.values()) else _value(figure, policy),
    )


def _count(count: Decimal | None, is_hidden: bool, policy: Policy) -> str:
    if is_hidden:
        return SUPPRESSED
    return NOT_APPLICABLE if count is None else plain(policy.rounded(count))


def _value(figure: Figure, policy: Policy) -> str:
    """The value; with rounding, a count is its rounded count and a percentage that of rounded counts."""
    if policy.rounding is None or figure.kind in ("mean", "median", "ratio"):
        return NOT_APPLICABLE if figure.value is None else plain(figure.value)
    top = policy.rounded(figure.numerator or Decimal(0))
    if figure.kind != "proportion":
        return plain(top)
    bottom = policy.rounded(figure.denominator or Decimal(0))
    return plain(percentage(top, bottom, figure.decimals)) if bottom else NOT_APPLICABLE


def percentage(top: Decimal, bottom: Decimal, decimals: int) -> Decimal:
    """A share in per cent, halves up; `bottom` is not 0."""
    step = Decimal(1).scaleb(-decimals)
    return (100 * top / bottom).quantize(step, ROUND_HALF_UP)


def plain(number: Decimal) -> str:
    """A number without a thousands mark, an exponent or zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text
