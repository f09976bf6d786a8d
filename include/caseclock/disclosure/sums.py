"""From figures to cells and lines: everything a reader could add up or subtract."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caseclock.disclosure.figure import TIED, WHOLE, Figure, Position
from caseclock.disclosure.table import SCALE, Table

Series = tuple[str, str, str]
"""A measure, one of n (numerator), d (denominator) and m (denominator less numerator), and a band."""

NESTED = ("proportion", "children")
"""Kinds whose numerator is a part of the denominator."""

Homes = Mapping[str, Sequence[tuple[str, date, date]]]
"""The localities that a team had: locality, from, to (inclusive)."""


@dataclass(frozen=True)
class Sums:
    """A table and which cell a figure's numerator ("n") or denominator ("d") is."""

    table: Table
    cells: Mapping[tuple[Series, Position], int]

    def cell(self, figure: Figure, side: str) -> int | None:
        """The cell of one side of a figure; None where it has none."""
        return self.cells.get((_series(figure, side), figure.at))


def sums_of(figures: Sequence[Figure], threshold: int, homes: Homes) -> Sums:
    """The cells and lines of the figures of one financial year."""
    counts = _counts(figures)
    kinds = {figure.measure: figure.kind for figure in figures}
    table = Table(threshold)
    cells = _cells(table, counts, kinds)
    for figure in figures:
        _add_pair(table, cells, figure)
    _add_bands(table, cells, counts, kinds)
    for series, at_positions in counts.items():
        if series[1] != "m":  # follows from the other two
            where = {at: cells[series, at] for at in at_positions}
            _add_places(table, where, kinds[series[0]], series[1], homes)
            _add_periods(table, where, kinds[series[0]], series[1])
    return Sums(table, cells)


def _counts(figures: Iterable[Figure]) -> dict[Series, dict[Position, int]]:
    """Every count that a reader sees or works out by one subtraction."""
    counts: dict[Series, dict[Position, int]] = defaultdict(dict)
    for figure in figures:
        if figure.numerator is not None:
            counts[_series(figure, "n")][figure.at] = _units(figure.numerator)
        if figure.denominator is not None:
            counts[_series(figure, "d")][figure.at] = _units(figure.denominator)
            if figure.numerator is not None and figure.kind in NESTED:
                counts[_series(figure, "m")][figure.at] = _units(figure.denominator - figure.numerator)
    return counts


def _add_pair(table: Table, cells: Mapping[tuple[Series, Position], int], figure: Figure) -> None:
    """What one figure's numerator and denominator have to do with each other."""
    if figure.numerator is None or figure.denominator is None:
        return
    top, bottom = cells[_series(figure, "n"), figure.at], cells[_series(figure, "d"), figure.at]
    if figure.kind in TIED:
        table.tie(top, bottom)
    if figure.kind in NESTED:
        rest = cells[_series(figure, "m"), figure.at]
        # A large remainder that stands nowhere gives way to whatever the two become.
        if table.value[rest] <= table.threshold * SCALE or table.published[rest]:
            table.add_line(bottom, [top, rest])


def _series(figure: Figure, side: str) -> Series:
    # The bands of a proportion share one denominator.
    shared = side == "d" and figure.kind == "proportion"
    return (figure.measure, side, "" if shared else figure.band)


def _units(count: Decimal) -> int:
    return int(count * SCALE)


def _counts_people(kind: str, side: str) -> bool:
    # A sum of days is nobody, and neither is how often children come back.
    return (kind, side) not in {("mean", "n"), ("children", "m")}


def _cells(
    table: Table, counts: Mapping[Series, Mapping[Position, int]], kinds: Mapping[str, str]
) -> dict[tuple[Series, Position], int]:
    """A cell for each count; counts that are the same number everywhere are hidden together.

    The number of referrals is the denominator of each share of referrals: hidden here, it must not stand
    there. A measure's own category is left aside, because two measures cut differently.
    """
    alike: dict[object, list[Series]] = defaultdict(list)
    for series, at_positions in counts.items():
        same = frozenset((at, value) for at, value in at_positions.items() if value and at.cut != "category")
        alike[same or series].append(series)
    cells: dict[tuple[Series, Position], int] = {}
    for group in alike.values():
        is_published = any(side != "m" for _measure, side, _band in group)
        first: dict[Position, int] = {}
        for series in group:
            measure, side, _band = series
            below = any(value < 0 for value in counts[series].values())
            for at, value in counts[series].items():
                cell = cells[series, at] = table.add_cell(
                    value,
                    published=side != "m" or (is_published and at.cut != "category"),
                    counts_people=_counts_people(kinds[measure], side),
                    open_below=below,
                    price=_price(at, value, is_denominator=side == "d"),
                )
                if at.cut != "category":
                    table.tie(first.setdefault(at, cell), cell)
                    table.price[cell] *= len(group)  # hidden in all of them
    return cells


def _price(at: Position, value: int, is_denominator: bool) -> int:
    """What readers miss when a cell is hidden.

    The authority's totals by far, then whole years, then the larger; a denominator serves more than one figure.
    """
    price = 10 + min(abs(value) // SCALE, 1 << 12).bit_length() + (40 if value == 0 else 0)
    if at.cut == "authority":
        price += 300 if at.period == "month" else 900
    else:
        price += {"month": 0, "as_at": 10}.get(at.period, 20)
    return 2 * price if is_denominator else price


def _add_bands(
    table: Table,
    cells: Mapping[tuple[Series, Position], int],
    counts: Mapping[Series, Mapping[Position, int]],
    kinds: Mapping[str, str],
) -> None:
    """The bands of a proportion add up to its denominator."""
    bands: dict[tuple[str, Position], list[int]] = defaultdict(list)
    banded = {measure for measure, side, band in counts if side == "n" and band}
    for series, at_positions in counts.items():
        measure, side, _band = series
        if side == "n" and measure in banded and kinds[measure] == "proportion":
            for at in at_positions:
                bands[measure, at].append(cells[series, at])
    for (measure, at), parts in bands.items():
        table.add_sum(cells[(measure, "d", ""), at], parts, counts_people=True)


def _add_places(table: Table, where: Mapping[Position, int], kind: str, side: str, homes: Homes) -> None:
    """Localities, teams and the members of a breakdown add up to the authority, teams to their locality."""
    members: dict[tuple[str, date, date, str], list[tuple[str, int]]] = defaultdict(list)
    for at, cell in where.items():
        members[at.period, at.start, at.end, at.cut].append((at.member, cell))
    for (period, start, end, cut), parts in members.items():
        total = where.get(Position(period, start, end, "authority", WHOLE))
        if cut == "authority" or total is None:
            continue
        _add(table, total, [cell for _member, cell in parts], kind, side)
        if cut == "team":
            for locality, teams in _at_home(parts, start, end, homes).items():
                above = where.get(Position(period, start, end, "locality", locality))
                if above is not None:
                    _add(table, above, teams, kind, side)


def _at_home(teams: Iterable[tuple[str, int]], start: date, end: date, homes: Homes) -> dict[str, list[int]]:
    """The cells of the teams that had one locality for the whole of a period, by locality."""
    found: dict[str, list[int]] = defaultdict(list)
    for team, cell in teams:
        for locality, begins, ends in homes.get(team, ()):
            if begins <= start and end <= ends:
                found[locality].append(cell)
                break
    return found


def _add_periods(table: Table, where: Mapping[Position, int], kind: str, side: str) -> None:
    """Months add up to their financial year; the figure at the as-at date is that of its month."""
    months: dict[tuple[str, str], list[tuple[Position, int]]] = defaultdict(list)
    for at, cell in where.items():
        if at.period == "month":
            months[at.cut, at.member].append((at, cell))
    for at, cell in where.items():
        own = months[at.cut, at.member] if at.period != "month" else []
        if at.period == "financial_year":
            _add(table, cell, [month for _at, month in own], kind, side)
        elif at.period == "as_at":
            for month_at, month in own:
                if month_at.start <= at.end <= month_at.end and table.value[month] == table.value[cell]:
                    table.add_line(cell, [month])


def _add(table: Table, total: int, parts: list[int], kind: str, side: str) -> None:
    if kind == "children" and side == "n":
        # A child may be in two parts. How many are is taken for known, which only hides more.
        table.add_line(total, parts)
    else:
        table.add_sum(total, parts, _counts_people(kind, side))
