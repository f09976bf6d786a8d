"""Figures as an audience sees them: marks, rounded counts, and percentages of what is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from caseclock.disclosure.figure import BREAKDOWNS, TIED, Figure, Position, financial_year
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
    """How many counts are shown, hidden as small, and hidden because they would give a small one away."""

    shown: int = 0
    small: int = 0
    beside: int = 0


def for_audience(
    figures: Iterable[Figure], policy: Policy, as_at: date, homes: Homes, told: Told
) -> Iterator[Shown]:
    """The figures that an audience is shown, as texts; `told` is added to.

    homes: the localities that each team had. Financial years are judged one by one: no sum reaches over
    two of them. Raises CaseclockError when a hidden figure could be worked out after all.
    """
    chosen = (figure for figure in figures if _is_for(figure.at, policy, as_at))
    if not policy.threshold:
        yield from (_marked(figure, policy, None, []) for figure in chosen)
        return
    by_year: dict[int, list[Figure]] = defaultdict(list)
    for figure in chosen:
        by_year[financial_year(figure.at.end)].append(figure)
    for _year, group in sorted(by_year.items()):
        sums = sums_of(group, policy.threshold, homes)
        done = hide(sums.table)
        check(sums.table, done)
        for ((_measure, side, _band), _at), cell in sums.cells.items():
            if side != "m":
                is_hidden, is_small = done.hidden[cell], sums.table.small[cell]
                told.shown += not is_hidden
                told.small += is_hidden and is_small
                told.beside += is_hidden and not is_small
        yield from (_marked(figure, policy, sums, done.hidden) for figure in group)


def _is_for(at: Position, policy: Policy, as_at: date) -> bool:
    """Whether an audience is shown figures of this kind at all."""
    is_breakdown = at.cut in BREAKDOWNS
    levels, periods = policy.levels, policy.breakdown_periods if is_breakdown else policy.periods
    years = policy.financial_years
    return (
        (periods is None or at.period in periods)
        and (is_breakdown or levels is None or at.cut in levels)
        and (years is None or financial_year(at.end) > financial_year(as_at) - years)
    )


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
    return plain(percentage(top, bottom)) if bottom else NOT_APPLICABLE


def percentage(top: Decimal, bottom: Decimal) -> Decimal:
    """A share in per cent with one decimal, halves up; `bottom` is not 0."""
    return (100 * top / bottom).quantize(Decimal("0.1"), ROUND_HALF_UP)


def plain(number: Decimal) -> str:
    """A number without a thousands mark, an exponent or zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text
