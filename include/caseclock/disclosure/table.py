"""The numbers of one financial year as cells, and the sums that hold between them as lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

SCALE = 10_000
"""Cells hold whole ten-thousandths, so that sums of part-time posts are exact."""

Line = tuple[tuple[int, int], ...]
"""Cells with +1 for a part and -1 for the total: with their true values they add up to something known."""


@dataclass
class Table:
    """Cells by number.

    value: in ten-thousandths. published: whether anybody would see it; others can only be worked out. small: whether
    it must not become known. open_below: whether it could be negative. price: what hiding it costs readers.
    twins: cells that are hidden with it. lines_of: its lines, with its sign in each.
    """

    threshold: int
    value: list[int] = field(default_factory=list)
    published: list[bool] = field(default_factory=list)
    small: list[bool] = field(default_factory=list)
    open_below: list[bool] = field(default_factory=list)
    price: list[int] = field(default_factory=list)
    twins: list[set[int]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    lines_of: list[list[tuple[int, int]]] = field(default_factory=list)
    _known_lines: set[frozenset[tuple[int, int]]] = field(default_factory=set)

    def add_cell(
        self, value: int, *, published: bool, counts_people: bool, open_below: bool = False, price: int = 0
    ) -> int:
        """Another cell; its number."""
        self.value.append(value)
        self.published.append(published)
        self.small.append(counts_people and self.is_small(value))
        self.open_below.append(open_below)
        self.price.append(price)
        self.twins.append(set())
        self.lines_of.append([])
        return len(self.value) - 1

    def is_small(self, value: int) -> bool:
        """Whether so few could be known people."""
        return 0 < abs(value) <= self.threshold * SCALE

    def tie(self, one: int, other: int) -> None:
        """Hide neither of two cells without the other."""
        if one != other:
            self.twins[one].add(other)
            self.twins[other].add(one)

    def add_line(self, total: int, parts: Iterable[int]) -> None:
        """Parts that add up to a total, or differ from it by an amount that is taken for known."""
        signs = {total: -1}
        for part in parts:
            if part in signs:
                return  # the same count under two names says nothing new
            signs[part] = 1
        key = frozenset(signs.items())
        if len(signs) < 2 or key in self._known_lines:
            return
        self._known_lines.add(key)
        number = len(self.lines)
        self.lines.append(tuple(signs.items()))
        for cell, sign in signs.items():
            self.lines_of[cell].append((number, sign))

    def add_sum(self, total: int, parts: list[int], counts_people: bool) -> None:
        """Parts of a total; what they leave over is a part that nobody publishes, and may be small itself."""
        over = self.value[total] - sum(self.value[part] for part in parts)
        if over and parts:
            rest = self.add_cell(
                over, published=False, counts_people=counts_people and over > 0, open_below=over < 0
            )
            parts = [*parts, rest]
        if parts:
            self.add_line(total, parts)

    def may_be(self, cell: int, value: int, *, knows_small: bool = True) -> bool:
        """Whether a reader must hold a hidden cell's value to be possible.

        knows_small: the reader knows which of the hidden ones are small, and how large small can be.
        """
        if self.small[cell]:
            if knows_small and not self.is_small(value):
                return False
            is_row = self.published[cell] and value == 0
            if is_row or value * self.value[cell] < 0:
                return False  # a row that is there counts somebody
        return self.open_below[cell] or value >= 0
