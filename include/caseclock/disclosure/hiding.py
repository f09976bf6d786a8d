"""Which cells are hidden: the small ones, and as few others as keep each of them from being worked out.

For every cell that must stay unknown a second table is found that a reader could hold for the true one: the
same sums, every visible cell as it is, all others possible, and that cell one more or one less. Such a change
is a vector in the null space of the lines, within bounds and in whole numbers, so it shows more than a
rank does. Hiding more never undoes it.
"""

from __future__ import annotations

import heapq
from collections import deque
from dataclasses import dataclass, field

from caseclock.disclosure.table import SCALE, Table

Changes = dict[int, int]
"""Cells of a second possible table that are one more (+1) or one less (-1)."""

PER_OPEN_LINE = 6
"""What a line that does not add up yet is thought to cost: less than hiding a cell, so that few are tried."""

TRIES = ((6, 400, True), (24, 4_000, True), (24, 4_000, False))
"""How wide and how long to look, and whether a reader is thought to know which hidden cells are small."""


@dataclass
class Hidden:
    """What is hidden and why that is enough.

    hidden: by cell. changes: the second tables, each with whether it also holds for a reader who knows which of
    the hidden cells are small. shown_by: for a cell, its second table. pinned: small cells for which there is none.
    """

    hidden: list[bool]
    changes: list[tuple[Changes, bool]] = field(default_factory=list)
    shown_by: dict[int, int] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)


def hide(table: Table) -> Hidden:
    """Hide the small cells and what would give them away.

    Cells that nobody publishes count as hidden from the start. A small cell is `pinned` when not even hiding
    everything would help, such as the only row of a table whose size is known.
    """
    done = Hidden([not seen for seen in table.published])
    waiting: deque[int] = deque()

    def conceal(cell: int) -> None:
        if not done.hidden[cell]:
            done.hidden[cell] = True
            for twin in table.twins[cell]:
                conceal(twin)
        waiting.append(cell)

    for cell in range(len(table.value)):
        if table.small[cell]:
            conceal(cell)
    while waiting:
        cell = waiting.popleft()
        if cell in done.shown_by:
            continue
        found = _second_table(table, done.hidden, cell)
        if found is None:
            done.pinned.append(cell)
            continue
        for each in found[0]:
            done.shown_by.setdefault(each, len(done.changes))
            if table.published[each] and not done.hidden[each]:
                conceal(each)
        done.changes.append(found)
    return done


def _second_table(table: Table, hidden: list[bool], cell: int) -> tuple[Changes, bool] | None:
    for breadth, steps, knows_small in TRIES:
        changes = _cheapest(table, hidden, cell, breadth, steps, knows_small)
        if changes is not None:
            return changes, knows_small
    return None


def _cheapest(
    table: Table, hidden: list[bool], first: int, breadth: int, steps: int, knows_small: bool
) -> Changes | None:
    """Changes that start with one cell and let all lines add up, hiding what costs least; best first."""
    heap: list[tuple[int, int, int, Changes, dict[int, int]]] = []
    turn = 0
    for step in (1, -1):
        if table.may_be(first, table.value[first] + step * SCALE, knows_small=knows_small):
            unequal = {line: sign * step for line, sign in table.lines_of[first]}
            price = 0 if hidden[first] else table.price[first]
            turn += 1
            heapq.heappush(heap, (price + PER_OPEN_LINE * len(unequal), turn, price, {first: step}, unequal))
    while heap and steps:
        steps -= 1
        _rank, _turn, price, changes, unequal = heapq.heappop(heap)
        if not unequal:
            return changes
        line = min(unequal, key=lambda each: len(table.lines[each]))
        wanted = -1 if unequal[line] > 0 else 1
        choices = []
        for cell, sign in table.lines[line]:
            step = sign * wanted
            if cell in changes or not table.may_be(
                cell, table.value[cell] + step * SCALE, knows_small=knows_small
            ):
                continue
            after = price + (0 if hidden[cell] else table.price[cell])
            still_open = sum(abs(amount) for amount in unequal.values())
            for other, coefficient in table.lines_of[cell]:
                before = unequal.get(other, 0)
                still_open += abs(before + coefficient * step) - abs(before)
            choices.append((after + PER_OPEN_LINE * still_open, cell, step, after))
        choices.sort()
        for rank, cell, step, after in choices[:breadth]:
            left = dict(unequal)
            for other, coefficient in table.lines_of[cell]:
                amount = left.pop(other, 0) + coefficient * step
                if amount:
                    left[other] = amount
            turn += 1
            heapq.heappush(heap, (rank, turn, after, {**changes, cell: step}, left))
    return None
