"""Somebody who has only the file, and adds up and subtracts whatever it shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from caseclock.disclosure.figure import Position
from caseclock.disclosure.marking import Shown

Unknown = tuple[str, str, Position]
"""A count: n, d or m (what is left of the denominator), a band, and where it stands."""
MOST = 400


@dataclass
class Attacker:
    """What can be known of one measure's counts from what is shown of them.

    least, most: by count. sums: counts of which the first is the total of the others.
    """

    least: dict[Unknown, int] = field(default_factory=dict)
    most: dict[Unknown, int] = field(default_factory=dict)
    sums: list[tuple[Unknown, ...]] = field(default_factory=list)

    def possible(self, asked: Unknown, value: int, near: dict[Unknown, int], patience: int = 4000) -> bool:
        """Whether a count may be `value`; whole numbers near `near` are thought of first."""
        least, most = dict(self.least), dict(self.most)
        if not least[asked] <= value <= most[asked]:
            return False
        least[asked] = most[asked] = value
        self._left = patience
        return self._search(least, most, near)

    def _search(self, least: dict[Unknown, int], most: dict[Unknown, int], near: dict[Unknown, int]) -> bool:
        self._left -= 1
        if self._left < 0 or not self._narrowed(least, most):
            return False
        open_ones = [each for each in least if least[each] < most[each]]
        if not open_ones:
            return True
        chosen = min(open_ones, key=lambda each: most[each] - least[each])
        values = range(least[chosen], most[chosen] + 1)
        for value in sorted(values, key=lambda each: abs(each - near[chosen]))[:6]:
            if self._search({**least, chosen: value}, {**most, chosen: value}, near):
                return True
        return False

    def _narrowed(self, least: dict[Unknown, int], most: dict[Unknown, int]) -> bool:
        """Take from every count what its sums do not allow; False when nothing is left."""
        moved = True
        while moved:
            moved = False
            for total, *parts in self.sums:
                low, high = sum(least[part] for part in parts), sum(most[part] for part in parts)
                bounds = [(total, low, high)]
                bounds += [
                    (
                        part,
                        least[total] - (high - most[part]),
                        most[total] - (low - least[part]),
                    )
                    for part in parts
                ]
                for count, lowest, highest in bounds:
                    if lowest > least[count]:
                        least[count], moved = lowest, True
                    if highest < most[count]:
                        most[count], moved = highest, True
                    if least[count] > most[count]:
                        return False
        return True


def attacker_on(shown: Iterable[Shown], small: set[Unknown] | None = None) -> Attacker:
    """What the texts of one measure tell; small: the counts that are known to be from 1 to 5, if any are."""
    known = Attacker()

    def see(count: Unknown, text: str) -> None:
        visible = text not in ("c", "z")
        known.least[count] = int(text) if visible else 1 if count in (small or ()) or count[0] == "d" else 0
        known.most[count] = int(text) if visible else 5 if count in (small or ()) else MOST

    bands: dict[Position, list[Unknown]] = defaultdict(list)
    for each in shown:
        at, band = each.figure.at, each.figure.band
        if each.numerator != "z":
            see(("n", band, at), each.numerator)
        if each.denominator != "z":
            see(("d", "", at), each.denominator)
        if each.figure.kind == "proportion":
            see(("m", band, at), "c")
            known.sums.append((("d", "", at), ("n", band, at), ("m", band, at)))
            bands[at].append(("n", band, at))
    if any(each.figure.band for each in shown):
        known.sums += [(("d", "", at), *parts) for at, parts in bands.items()]
    for side, band in {(side, band) for side, band, _at in known.least if side != "m"}:
        _add_places(known, side, band)
    return known


def _add_places(known: Attacker, side: str, band: str) -> None:
    where = {at for one, other, at in known.least if (one, other) == (side, band)}
    for total in where:
        parts: dict[str, list[Position]] = defaultdict(list)
        for at in where:
            if (at.period, at.start) == (total.period, total.start) and total.cut == "authority" != at.cut:
                parts[at.cut].append(at)
            of_year = total.period == "financial_year" and at.period == "month"
            if of_year and (at.cut, at.member) == (total.cut, total.member):
                parts["month"].append(at)
        known.sums += [((side, band, total), *((side, band, at) for at in each)) for each in parts.values()]
