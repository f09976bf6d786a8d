"""Which cells are hidden: the small ones, and as few others as keep each of them from being worked out.

For every cell that must stay unknown a second table is found that a reader could hold for the true one: the
same sums, every visible cell as it is, all others possible, and that cell one more or one less. Such a change
is a vector in the null space of the lines, within bounds and in whole numbers, so it shows more than a
rank does. Hiding more never undoes it.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from caseclock.disclosure.table import SCALE, Table

Changes = dict[int, int]
"""Cells of a second possible table that are one more (+1) or one less (-1)."""


@dataclass(frozen=True)
class _Try:
    """How a second table is looked for.

    breadth, steps: how wide and how long. haste: what a line that does not add up yet is thought to cost, in the
    prices of hiding; the more, the less is hidden cells' cheapness followed into the distance. dive: how much
    having come far counts. knows_small: whether a reader is thought to know which hidden cells are small. whole:
    whether numerator and denominator change together, without what lies between them.
    """

    breadth: int
    steps: int
    haste: int
    dive: int
    knows_small: bool = True
    whole: bool = False


TRIES = (
    _Try(6, 120, 6, 0),
    _Try(8, 500, 12, 6),
    _Try(6, 200, 25, 25),
    _Try(6, 200, 25, 25, whole=True),
    _Try(12, 600, 60, 60),
    _Try(12, 600, 60, 60, knows_small=False),
    _Try(12, 600, 60, 60, knows_small=False, whole=True),
    _Try(20, 600, 200, 200, knows_small=False),
    _Try(40, 5_000, 40, 10, knows_small=False),
    _Try(40, 5_000, 10, 1, knows_small=False),
)
"""The first finds what hides least; the next ones find long ways too."""


@dataclass
class Hidden:
    """What is hidden and why that is enough.

    hidden: by cell. changes: the second tables, each with whether it also holds for a reader who knows which of
    the hidden cells are small. shown_by: for a cell, its second table. emptied: cells of which no second table was
    found, with all that they are joined to: nothing of these is shown, so all could be twice as many.
    """

    hidden: list[bool]
    changes: list[tuple[Changes, bool]] = field(default_factory=list)
    shown_by: dict[int, int] = field(default_factory=dict)
    emptied: set[int] = field(default_factory=set)


def hide(table: Table) -> Hidden:
    """Hide the small cells and what would give them away.

    Cells that nobody publishes count as hidden from the start.
    """
    done = Hidden([not seen for seen in table.published])
    waiting: deque[int] = deque()
    asked: set[int] = set()
    _conceal(table, done, (cell for cell, small in enumerate(table.small) if small), asked, waiting)
    search = _Search(table, done.hidden)
    while waiting:
        cell = waiting.popleft()
        if cell in done.shown_by or cell in done.emptied:
            continue
        found = search.second_table(cell)
        if found is None:
            beside = _joined(table, cell)
            done.emptied |= beside
        else:
            beside = set(found[0])
            for each in beside:
                done.shown_by.setdefault(each, len(done.changes))
            done.changes.append(found)
        _conceal(table, done, (each for each in sorted(beside) if table.published[each]), asked, waiting)
    return done


def _conceal(table: Table, done: Hidden, cells: Iterable[int], asked: set[int], waiting: deque[int]) -> None:
    """Hide cells with their twins; each one then waits once for its second table."""
    ahead = list(cells)[::-1]
    while ahead:
        cell = ahead.pop()
        if cell not in asked:
            asked.add(cell)
            done.hidden[cell] = True
            waiting.append(cell)
            ahead += sorted(table.twins[cell])


def _joined(table: Table, cell: int) -> set[int]:
    """Every cell that sums connect with one."""
    found, ahead = {cell}, [cell]
    while ahead:
        for line, _sign in table.lines_of[ahead.pop()]:
            for other, _coefficient in table.lines[line]:
                if other not in found:
                    found.add(other)
                    ahead.append(other)
    return found


class _Search:
    """Looking for second tables; knows by how much each cell may change."""

    def __init__(self, table: Table, hidden: list[bool]) -> None:
        self.table, self.hidden = table, hidden
        self.may = {
            (knows_small, whole): {
                step: [
                    table.may_be(cell, value + step * SCALE, knows_small=knows_small)
                    and (table.published[cell] or not whole)
                    for cell, value in enumerate(table.value)
                ]
                for step in (1, -1)
            }
            for knows_small in (True, False)
            for whole in (True, False)
        }

    def second_table(self, cell: int) -> tuple[Changes, bool] | None:
        """The cheapest changes found that start with a cell, and whether they hold for who knows what is small."""
        for each in TRIES:
            changes = self._changes(cell, each)
            if changes is not None:
                return changes, each.knows_small
        return None

    def _changes(self, first: int, how: _Try) -> Changes | None:
        table, may = self.table, self.may[how.knows_small, how.whole]
        heap: list[tuple[int, int, int, Changes, dict[int, int]]] = []
        turn, steps = 0, how.steps
        for step in (1, -1):
            if may[step][first]:
                turn += 1
                unequal = {line: sign * step for line, sign in table.lines_of[first]}
                heap.append(
                    (0, turn, 0 if self.hidden[first] else table.price[first], {first: step}, unequal)
                )
        while heap and steps:
            steps -= 1
            _rank, _turn, price, changes, unequal = heapq.heappop(heap)
            if not unequal:
                return changes
            choices = self._choices(changes, unequal, price, may, how.haste)
            for rank, cell, step, after in choices[: how.breadth]:
                left = dict(unequal)
                for line, sign in table.lines_of[cell]:
                    amount = left.pop(line, 0) + sign * step
                    if amount:
                        left[line] = amount
                turn += 1
                further = {**changes, cell: step}
                heapq.heappush(heap, (rank - how.dive * len(further), turn, after, further, left))
        return None

    def _choices(
        self, changes: Changes, unequal: dict[int, int], price: int, may: dict[int, list[bool]], haste: int
    ) -> list[tuple[int, int, int, int]]:
        """How the open line with the fewest ways to close can be closed, best first: rank, cell, step, price."""
        table = self.table
        fewest: list[tuple[int, int]] | None = None
        for line, amount in unequal.items():
            ways = []
            for cell, sign in table.lines[line]:
                step = -sign if amount > 0 else sign
                if cell not in changes and may[step][cell]:
                    ways.append((cell, step))
                    if fewest is not None and len(ways) >= len(fewest):
                        break
            else:
                fewest = ways
                if not ways:
                    return []
        still_open = sum(abs(amount) for amount in unequal.values())
        choices = []
        for cell, step in fewest or ():
            after = price + (0 if self.hidden[cell] else table.price[cell])
            open_then = still_open
            for line, sign in table.lines_of[cell]:
                before = unequal.get(line, 0)
                open_then += abs(before + sign * step) - abs(before)
            choices.append((after + haste * open_then, cell, step, after))
        return sorted(choices)
